import fc from 'fast-check';

/**
 * Calls a factory with generated arguments, and has the result print itself as the call: a failing definition is shown as
 * the code that makes it.
 */
export function called<A extends unknown[], T extends object>(
  name: string,
  factory: (...args: A) => T,
  ...args: { [K in keyof A]: fc.Arbitrary<A[K]> }
): fc.Arbitrary<T> {
  return fc.tuple<A>(...args).map((values) => {
    const made = factory(...values);
    const shown = () => `${name}(${values.map((value) => fc.stringify(value)).join(', ')})`;
    return Object.defineProperty(made, fc.toStringMethod, { value: shown });
  });
}
