import type { DatabaseEngine } from '../engines/engine';
import { answers } from './answers';

/**
 * Dumps the database into the repository, which it makes if there never was one. That there was is kept in the database: a
 * pod has no right to write anywhere else that outlives it.
 */
export const database = (engine: DatabaseEngine) => String.raw`. /backup/common
. /backup/client
. /backup/rows

${answers(engine)}
found=$(tables) || fail 'the database does not list its tables'
if [ -z "$found" ] && [ "$BACKUP_KIND" = release ]; then
  echo 'the database is empty: there is nothing to back up before this release'
  exit 0
fi
printf '%s\n' "$found" | grep -q -x key_value || fail 'the database holds no Drupal, so there is nothing to back up'

value() { sql "SELECT value FROM key_value WHERE collection = 'cdk8s_drupal' AND name = '$1'"; }

known=$(value "$BACKUP_MARK") || fail 'the database does not say which repository it was backed up to'
run 120 restic cat config --no-lock
if [ "$status" = 10 ] && [ -z "$known" ]; then
  echo "making the repository $RESTIC_REPOSITORY"
  run 120 restic init
  [ "$status" = 0 ] || fail "the repository could not be made: $(why)"
  run 120 restic cat config --no-lock
fi
[ "$status" != 10 ] || fail "the repository $RESTIC_REPOSITORY is gone: the site has been backed up to it, and now it is not there. If it was deleted on purpose and a new one shall begin, delete the row of key_value with the name $BACKUP_MARK"
[ "$status" = 0 ] || fail "the repository cannot be opened: $(why)"
id=$(sed -n 's/.*"id": *"\([0-9a-f]*\)".*/\1/p' "$out")
case $known in
  '') sql "INSERT INTO key_value (collection, name, value) VALUES ('cdk8s_drupal', '$BACKUP_MARK', 's:64:\"$id\";')" || fail 'the database could not be told of its repository' ;;
  *"$id"*) ;;
  *) fail "the repository $RESTIC_REPOSITORY is another one than the site has been backed up to. If that is meant, delete the row of key_value with the name $BACKUP_MARK" ;;
esac

tries=0
while [ "$BACKUP_KIND" != release ] && [ -n "$(value maintenance_mode_before)" ] && [ "$tries" -lt 120 ]; do
  [ "$tries" != 0 ] || echo 'a release is at work: the backup waits for it, 20 minutes at most'
  tries=$((tries + 1))
  sleep 10
done

unlock
run_id=$(date -u +%Y%m%dT%H%M%SZ)
before=$(rows) || fail 'the rows could not be counted'
version=$(server | tr ', ' '__')
backup database \
  --tag "$BACKUP_KIND" --tag "run=$run_id" --tag "release=$BACKUP_RELEASE" --tag "server=$version" --tag "rows=$before" \
  --stdin-filename database.sql --stdin-from-command -- sh /backup/dump
[ "$status" = 0 ] || fail "the database was not backed up, and there is no snapshot of it: $(why)"
printf '%s' "$run_id" > /work/run
printf '"database":{"snapshot":"%s","bytes":%s,"added":%s}' \
  "$(snapshot)" "$(number total_bytes_processed)" "$(number data_added_packed)" > /work/database
echo "database: snapshot $(snapshot), $(number total_bytes_processed) bytes; rows $before"
`;
