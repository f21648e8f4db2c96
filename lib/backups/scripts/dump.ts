/** Writes the dump. The last line says that it is complete, and has the counts as they are after it. */
export const DUMP = String.raw`. /backup/client
. /backup/rows
dump || exit
after=$(rows) || exit
printf '\n-- cdk8s-drupal: complete, %s\n' "$after"
`;
