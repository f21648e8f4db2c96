/** Prints the snapshots of the repository as one line of JSON. */
export const LIST = `. /backup/common
run 120 restic snapshots --json --no-lock --host "$RESTIC_HOST"
[ "$status" = 0 ] || fail "the backups could not be listed: $(why)"
cat "$out"
`;
