/**
 * Makes the sanitised copy, in three steps between which Drupal's container has its own: takes out what is personal in any site,
 * checks that nothing is left, and stores the database in the second repository. Whatever goes wrong, nothing is stored.
 */
export const COPY = String.raw`. /backup/common
out=/work/copy.output
err=/work/copy.errors
. /backup/client
. /backup/rows
. /backup/together
beside copy drupal
clean() { rm -f /rehearsal/addresses /rehearsal/personal /rehearsal/configuration /tmp/mails; }
none() { fail "the backup is good, and no sanitised copy was made of it: $*"; }

await rehearsed
. /rehearsal/plan
found=$(tables) || none 'the tables could not be listed'
has() { printf '%s\n' "$found" | grep -q -x "$1"; }
has users_field_data || none 'there is no table users_field_data, so nobody knows whose data it is'

# What must be nowhere in the copy. What stands in the configuration is in the site's repository, too.
{
  sql 'SELECT mail FROM users_field_data WHERE uid > 0 AND mail IS NOT NULL' &&
    sql 'SELECT init FROM users_field_data WHERE uid > 0 AND init IS NOT NULL'
} > /rehearsal/addresses || none 'the addresses of accounts could not be read'
for table in comment_field_data commerce_order simplenews_subscriber contact_message; do
  ! has "$table" || sql "SELECT mail FROM $table WHERE mail IS NOT NULL" >> /rehearsal/addresses || none "the addresses in $table could not be read"
done
: > /rehearsal/configuration
if has config; then sql 'SELECT data FROM config' > /rehearsal/configuration || none 'the configuration could not be read'; fi

for table in $SANITISE_EMPTY; do has "$table" || none "there is no table $table, which backups.sanitise.empty names"; done
# Without the roles of accounts there would be no editor to try anything out as.
emptied="$(printf '%s\n' "$found" | grep -x -E "$SANITISE_TABLES" | grep -v -x user__roles | tr '\n' ' ') $SANITISE_EMPTY"
empty() { for table in $emptied; do sql "TRUNCATE TABLE $table" || none "the table $table could not be emptied"; done; }
empty
# In two steps, since somebody may be called as another one becomes.
for name in "CONCAT('/', uid, '/')" "CONCAT('user', uid)"; do
  sql "UPDATE users_field_data SET name = $name WHERE uid > 0" || none 'the names of accounts could not be replaced'
done
if has comment_field_data; then
  sql "UPDATE comment_field_data SET hostname = '', homepage = '', mail = '', name = CASE uid WHEN 0 THEN 'Anonymous' ELSE CONCAT('user', uid) END" ||
    none 'who wrote the comments could not be replaced'
fi
# Paths of accounts have their names, and the state has keys of live, which Drupal makes anew.
for table in path_alias path_alias_revision; do
  ! has "$table" || sql "DELETE FROM $table WHERE path LIKE '/user/%'" || none "the paths of accounts in $table could not be deleted"
done
! has key_value || sql "DELETE FROM key_value WHERE collection = 'state' AND name IN ('system.private_key', 'system.cron_key')" || none 'the keys of the state could not be deleted'
: > /rehearsal/emptied

await sanitised
empty # what a command has saved may have filled them again
sql 'SELECT mail FROM users_field_data WHERE uid > 0 AND mail IS NOT NULL' > /tmp/mails || none 'the addresses of accounts could not be read'
[ -e /rehearsal/personal ] || none 'nobody has said which addresses are personal'
left=0
# Of a site of test accounts none is, and grep does not count where there is nothing to look for.
[ ! -s /rehearsal/personal ] || left=$(grep -c -i -x -F -f /rehearsal/personal /tmp/mails)
[ "$left" = 0 ] || none "drush sql:sanitize has left the addresses of $left accounts"
for table in $emptied; do
  left=$(sql "SELECT COUNT(*) FROM $table") || none "the rows of $table could not be counted"
  [ "$left" = 0 ] || none "the table $table is not empty"
done
mkfifo /rehearsal/dump
: > /rehearsal/dumping
timeout "$BACKUP_SECONDS" sh -c 'sh /backup/dump > /rehearsal/dump' 2> "$err"
dumped=$?
await scanned
[ "$dumped" = 0 ] || none "the database could not be dumped: $(tail -n 2 "$err" | tr '\n' ' ')"

run 120 restic cat config --no-lock
if [ "$status" = 10 ]; then
  run 120 restic init
  [ "$status" = 0 ] || none "its repository could not be made: $(why)"
fi
[ "$status" = 0 ] || none "its repository cannot be opened: $(why)"
run 300 restic unlock # nothing else works in it, so a lock is of a copy that was killed
rows=$(rows) || none 'the rows could not be counted'
run "$BACKUP_SECONDS" restic backup --json --quiet --retry-lock 30m \
  --tag sanitised --tag "run=$RUN" --tag "release=$RELEASE" --tag "server=$(server | tr ', ' '__')" --tag "rows=$rows" \
  --stdin-filename database.sql --stdin-from-command -- sh /backup/dump
[ "$status" = 0 ] || none "$(why)"
bytes=$(number total_bytes_processed)
run 900 restic forget --retry-lock 30m --host "$RESTIC_HOST" --keep-last 3 --prune
[ "$status" = 0 ] || fail "the sanitised copy is made, and older ones could not be deleted: $(why)"
echo "sanitised copy of $RUN: $bytes bytes"
printf ',"copied":%s' "$bytes" > /rehearsal/copied.next
mv /rehearsal/copied.next /rehearsal/copied
`;
