/**
 * A copy of plain data without what is said to be undefined, of plain objects whatever it was made of: cdk8s takes no object
 * without a prototype.
 */
export function plain<T>(value: T): T {
  if (Array.isArray(value)) return value.map(plain) as T;
  if (typeof value !== 'object' || value === null) return value;
  const said = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(said.map(([name, inner]) => [name, plain(inner)])) as T;
}
