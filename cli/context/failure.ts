/** A deploy that did not succeed on its way: what happened, why as far as the cluster says, and how it was left. */
export class Failure extends Error {
  constructor(
    readonly headline: string,
    readonly reasons: readonly string[],
    readonly status: number,
  ) {
    super([headline, ...reasons].join('\n'));
    this.name = 'Failure';
  }
}
