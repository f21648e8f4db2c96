/** Forgets what need not be kept, and leaves the figures of the backup where the pod's status shows them. */
export const KEEP = `. /backup/common
if [ -n "$BACKUP_KEEP" ]; then
  run 900 restic forget --retry-lock 30m --host "$RESTIC_HOST" --tag scheduled --tag manual --keep-tag keep $BACKUP_KEEP
  [ "$status" = 0 ] || fail "the backup is made, and old ones could not be forgotten: $(why)"
  run 900 restic forget --retry-lock 30m --host "$RESTIC_HOST" --tag release --keep-tag keep --keep-last 10
  [ "$status" = 0 ] || fail "the backup is made, and old ones could not be forgotten: $(why)"
fi
parts=$(cat /work/database)
[ ! -e /work/files ] || parts="$parts,$(cat /work/files)"
printf '{"run":"%s","kind":"%s","release":"%s",%s}' "$(cat /work/run)" "$BACKUP_KIND" "$BACKUP_RELEASE" "$parts" > /dev/termination-log
cat /dev/termination-log
`;
