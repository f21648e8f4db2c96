/**
 * What a user has said: the same data without the properties that are said to be undefined, since a property that is
 * undefined is as if it were left out. Objects of classes stay what they are.
 */
export function withoutUndefined<T>(value: T): T {
  return copy(value, new Map()) as T;
}

function copy(value: unknown, known: Map<object, unknown>): unknown {
  if (!isPlain(value)) return value;
  if (known.has(value)) return known.get(value); // a cycle, or an object in two places
  const result: unknown[] | Record<string, unknown> = Array.isArray(value)
    ? []
    : Object.create(Object.getPrototypeOf(value));
  known.set(value, result);
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined && !Array.isArray(value)) continue;
    const own = { value: copy(inner, known), enumerable: true, writable: true, configurable: true };
    Object.defineProperty(result, key, own); // and not an assignment, which means something else for __proto__
  }
  return result;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
