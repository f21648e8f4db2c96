import { isDeepStrictEqual } from 'node:util';

/** The fields in which one value differs from another, each in a line: `+ spec.x: 1`, `- spec.y: 2`, `~ spec.z: 1 -> 2`. */
export function fieldChanges(before: unknown, after: unknown, path = ''): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (before === undefined) return [`+ ${path}: ${JSON.stringify(after)}`];
  if (after === undefined) return [`- ${path}: ${JSON.stringify(before)}`];
  if (!isObject(before) || !isObject(after))
    return [`~ ${path}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`];
  const [old, now] = [byName(before), byName(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((key) =>
    fieldChanges(old[key], now[key], path === '' ? key : `${path}.${key}`),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** A list whose entries have names, such as containers, by these: one more at its head is then one change and not many. */
function byName(value: object): Record<string, unknown> {
  if (!Array.isArray(value)) return { ...value };
  const names = value.map((entry, index) => (isObject(entry) && 'name' in entry ? String(entry.name) : String(index)));
  return Object.fromEntries(
    value.map((entry, index) => [names.indexOf(names[index] ?? '') === index ? names[index] : index, entry]),
  );
}
