/**
 * Backs up the files, after the database: a file that comes between the two is one too many in the backup, and the other order
 * would miss it.
 */
export const FILES = String.raw`. /backup/common
set -f
set --
for path in $BACKUP_EXCLUDE; do set -- "$@" --exclude "/data/$path"; done
cd /data || fail 'there is no folder of files'
backup files --exclude-caches \
  --tag "$BACKUP_KIND" --tag "run=$(cat /work/run)" --tag "release=$BACKUP_RELEASE" "$@" -- $BACKUP_FOLDERS
if [ "$status" = 3 ]; then
  said=$(why)
  found=$(snapshot)
  run 120 restic tag --add incomplete "$found" # a key that may only add cannot do it
  fail "$said"
fi
[ "$status" = 0 ] || fail "the files were not backed up: $(why)"
printf '"files":{"snapshot":"%s","bytes":%s,"added":%s,"files":%s}' \
  "$(snapshot)" "$(number total_bytes_processed)" "$(number data_added_packed)" "$(number total_files_processed)" > /work/files
echo "files: snapshot $(snapshot), $(number total_files_processed) files, $(number total_bytes_processed) bytes"
`;
