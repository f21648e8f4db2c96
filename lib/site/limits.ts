/**
 * How much the edge takes from one address; what is more is answered with 429. Every request counts, those for files too, so that
 * no path leads past it. Of an IPv6 address Traefik counts the /64, which is one customer's.
 */
export interface Limits {
  /**
   * How many requests a second are taken for as long as they come.
   * @default 10
   */
  readonly requestsPerSecond?: number;
  /**
   * How many are taken at once from whoever was quiet before: a page with all its files. ingress-nginx rounds it up to a multiple
   * of `requestsPerSecond`.
   * @default - 100, or five times `requestsPerSecond` if that is more
   */
  readonly burst?: number;
  /**
   * How many may wait for their answer at the same time. A browser asks for all files of a page together.
   * @default 100
   */
  readonly concurrent?: number;
  /**
   * Ranges of addresses that may ask for as much as they like, such as an office. Traefik refuses it: its limits know no exception.
   * @default - none
   */
  readonly exempt?: readonly string[];
}

/** The limits of an environment, with nothing left to decide. */
export type ResolvedLimits = Required<Limits>;

/** What is not said is enough for a page with a hundred files, and little for a program that reads page after page. */
export function limitsOf(asked: Limits | false | undefined): ResolvedLimits | undefined {
  if (asked === undefined || asked === false) return undefined;
  const { requestsPerSecond = 10, concurrent = 100, exempt = [] } = asked;
  const { burst = Math.max(100, 5 * requestsPerSecond) } = asked;
  return { requestsPerSecond, burst, concurrent, exempt };
}
