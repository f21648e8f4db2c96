import type { DatabaseEngine } from '../engines/engine';

/**
 * Loads the dump of the snapshot `$DATABASE`. Leaves in `$loaded` how the client ended, in `$status` how restic did, and the dump's last line
 * in /work/last.
 */
export const load = ({ refused }: DatabaseEngine) => `rm -f /work/end
mkfifo /work/end
tail -c 4096 < /work/end | tail -n 1 > /work/last &
reading=$!
limit=$BACKUP_SECONDS
{
  timeout "$limit" restic dump $lock "$DATABASE" /database.sql 2> "$err"
  echo $? > /work/dumped
} | tee /work/end | load 2> /work/refused
loaded=$?
wait "$reading"
status=$(cat /work/dumped)
${refused}`;

/** Says whether it went well. */
export const LOADED = `[ "$loaded" = 0 ] || fail "the dump does not load: $(refused)"
[ "$status" = 0 ] || fail "the dump cannot be read to its end: $(why)"
grep -q '^-- cdk8s-drupal: complete, ' /work/last || fail 'the dump is cut off: its last line does not say that it is complete'`;
