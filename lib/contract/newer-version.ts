/**
 * Why something that was written down is refused: a newer version of this program has written it, in a way that this one cannot
 * read. Undefined if it can; what says no version is of the first.
 */
export function newerVersion(found: unknown, known: number): string | undefined {
  const version = Number(found ?? 1);
  if (!(version > known)) return undefined;
  return `it has version ${version}, and this cdk8s-drupal reads up to ${known}: update cdk8s-drupal to the version that wrote it, or a newer one`;
}
