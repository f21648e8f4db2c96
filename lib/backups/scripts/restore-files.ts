/** Makes each folder what it was, but for what Drupal makes anew. What is as it was is not written again. */
export const RESTORE_FILES = `. /backup/common
[ -n "$RESTORE_FILES" ] || exit 0
unlock
for folder in $BACKUP_FOLDERS; do
  set --
  for path in $BACKUP_EXCLUDE; do
    case /data/$path in "$folder"/*) set -- "$@" --exclude "/$(printf '%s' "/data/$path" | cut -c $((\${#folder} + 2))-)" ;; esac
  done
  run "$BACKUP_SECONDS" restic restore --retry-lock 30m --overwrite if-changed --delete --target "$folder" "$@" "$RESTORE_FILES:$folder"
  [ "$status" = 0 ] || fail "the files are restored in part: run the restore again. $(why)"
  echo "files of $folder: $(tail -n 1 "$out")"
done
`;
