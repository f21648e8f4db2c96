import type { DatabaseEngine } from '../engines/engine';
import { answers } from './answers';

/**
 * Puts a dump in the place of what the database holds. All that can be known is looked at before anything is deleted; from
 * then on only an end that went well is an end, and another run begins anew.
 */
export const restoreDatabase = (engine: DatabaseEngine) => `. /backup/common
. /backup/client
. /backup/rows
[ -n "$RESTORE_DATABASE" ] || exit 0

${answers(engine)}

# An older server, or one of another make, does not load it to the end.
is=$(server)
${engine.versions}
[ "$(make "$is")" = "$(make "$RESTORE_SERVER")" ] || fail "the backup is of $RESTORE_SERVER, and the database is $is; nothing was changed"
[ "$(series "$is")" -ge "$(series "$RESTORE_SERVER")" ] || fail "the backup is of a newer server, $RESTORE_SERVER, than the database, $is; nothing was changed"

unlock
run 300 restic ls --json "$RESTORE_DATABASE" /database.sql --retry-lock 4m
[ "$status" = 0 ] || fail "the backup cannot be read, and nothing was changed: $(why)"

known=$(sql "SELECT value FROM key_value WHERE collection = 'cdk8s_drupal' AND name = '$BACKUP_MARK'" 2> /dev/null)

echo 'emptying the database'
clear || fail 'the database could not be emptied; it holds a part of what it held: run the restore again'
echo 'loading the dump'
(
  while sleep 10; do echo "loading: $(tables | wc -l) tables so far"; done
) &
counting=$!
{
  timeout "$BACKUP_SECONDS" restic dump --retry-lock 30m "$RESTORE_DATABASE" /database.sql 2> "$err"
  echo $? > /work/dumped
} | load 2> /work/refused
loaded=$?
kill "$counting" 2> /dev/null
status=$(cat /work/dumped)
limit=$BACKUP_SECONDS
${engine.refused}
[ "$loaded" = 0 ] || fail "the database did not take the dump to its end, and holds a part of it: run the restore again. $(refused)"
[ "$status" = 0 ] || fail "the dump could not be read to its end, and the database holds a part of it: run the restore again. $(why)"
if [ -n "$known" ]; then
  sql "${engine.replaceKeyValue('cdk8s_drupal', '$BACKUP_MARK', '$known')}" ||
    fail 'the database could not be told of its repository'
fi
now=$(rows) || fail 'the rows could not be counted'
echo "database: rows $now, and $RESTORE_ROWS when it was backed up"
printf '%s' "$now" > /dev/termination-log
`;
