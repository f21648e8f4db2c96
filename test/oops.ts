/** A function of a user's own that fails: not this package's file, as thrownProblems() sees it. */
export function oops(): never {
  throw new TypeError('oops');
}
