/** Counts what matters: `users:3;node:12`. Tables that the site does not have are left out. */
export const ROWS = String.raw`rows() {
  known=$(tables) || return
  separator=
  for table in $BACKUP_COUNTED; do
    printf '%s\n' "$known" | grep -q -x "$table" || continue
    count=$(sql "SELECT COUNT(*) FROM $table") || return
    printf '%s%s:%s' "$separator" "$table" "$count"
    separator=';'
  done
}
`;

/** Tables whose rows are counted, so that a backup can be compared with what comes out of it. */
export const COUNTED_TABLES = [
  'users',
  'node',
  'comment',
  'media',
  'taxonomy_term_data',
  'file_managed',
  'webform_submission',
  'commerce_order',
] as const;

/** Tables whose rows are of no use elsewhere or later: caches, sessions, locks, the log. */
export const WITHOUT_ROWS = 'cache_.*|cachetags|sessions|semaphore|flood|watchdog';
