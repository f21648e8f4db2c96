/** Weekly: takes away locks that no living process has, frees what is not used any more, and reads a part of the data. */
export const CARE = `. /backup/common
run 120 restic cat config --no-lock
[ "$status" = 0 ] || fail "the repository cannot be opened: $(why)"
unlock
[ "$status" = 0 ] || fail "stale locks could not be taken away: $(why)"
if [ -n "$BACKUP_KEEP" ]; then
  run "$BACKUP_SECONDS" restic prune --retry-lock 30m
  [ "$status" = 0 ] || fail "what is not used any more could not be freed: $(why)"
fi
week=$(date -u +%V)
part=$(($(printf '%s' "$week" | sed 's/^0//') % 52 + 1))
run "$BACKUP_SECONDS" restic check --retry-lock 30m --read-data-subset="$part/52"
[ "$status" = 0 ] || fail "the repository is damaged, or could not be read: $(why)"
printf '{"checked":"%s/52"}' "$part" > /dev/termination-log
echo "checked, part $part of 52"
`;
