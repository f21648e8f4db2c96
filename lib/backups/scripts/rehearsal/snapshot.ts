/**
 * Finds the newest backup, and lists its files. Where files are backed up it is the newest that has them: of one that is being made
 * the database alone is there.
 */
export const SNAPSHOT = String.raw`. /backup/common
run 300 restic snapshots --json --no-lock --host "$RESTIC_HOST" --tag scheduled --tag manual
[ "$status" = 0 ] || fail "the backups could not be listed: $(why)"
sed -e 's/^\[//' -e 's/},{"time"/}\n{"time"/g' "$out" | sort > /work/snapshots
is_database='"paths":\["/database.sql"\]'

# tag NAME LINE, id LINE: letters that could mean something to a shell are left out
tag() { printf '%s\n' "$2" | sed -n "s/.*\"$1=\([^\"]*\)\".*/\1/p" | tr -cd 'A-Za-z0-9_.:;+~-'; }
id() { printf '%s\n' "$1" | sed -n 's/.*"id":"\([0-9a-f]*\)".*/\1/p'; }

files=
database=$(grep "$is_database" /work/snapshots | tail -n 1)
if [ -n "$BACKUP_FOLDERS" ]; then
  files=$(grep -v "$is_database" /work/snapshots | grep '"run=' | tail -n 1)
  database=$(grep "$is_database" /work/snapshots | grep -F "\"run=$(tag run "$files")\"" | tail -n 1)
fi
[ -n "$(id "$database")" ] || fail 'there is no backup yet, so there is nothing to rehearse'
LC_ALL=C tr -dc A-Za-z0-9 < /dev/urandom | head -c 32 > /rehearsal/password
cat > /rehearsal/plan << END
RUN=$(tag run "$database")
DATABASE=$(id "$database")
FILES=$(id "$files")
RELEASE=$(tag release "$database")
SERVER=$(tag server "$database")
ROWS='$(tag rows "$database")'
END
: > /rehearsal/listing
if [ -n "$files" ]; then
  unlock
  out=/rehearsal/listing
  run "$BACKUP_SECONDS" restic ls --json --retry-lock 30m "$(id "$files")"
  sed 's/\\n.*//' "$err" > /work/said # behind the message is where in restic's program it came up
  err=/work/said
  [ "$status" = 0 ] || fail "the files of the backup cannot be listed: $(why)"
fi
echo "rehearsing the backup $(tag run "$database")"
`;
