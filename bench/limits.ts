/** What must hold. `npm run bench` fails if one of these does not. */
export const LIMITS = {
  /** `npx cdk8s synth` of this repository, as a multiple of `npx cdk8s synth` with a Node app that does nothing. */
  synth: { atMost: 1.15 },
  /** Time per site of 1,000 sites, as a multiple of that of 100 sites. */
  growth: { atMost: 1.1 },
  /** How many times faster 300 sites are than as charts of one default cdk8s App; some machines do not reach it. */
  speedup: { atLeast: 12 },
  /** A deploy with nothing to change, as a multiple of one `kubectl apply --server-side` of the same files. */
  deploy: { atMost: 3 },
  /** `cdk8s-drupal init`, as a multiple of `node -e 0`. */
  init: { atMost: 4 },
  /** Peak memory of 1,000 sites in MiB. */
  memory: { atMost: 200 },
} as const;

export type Limit = { readonly atMost: number } | { readonly atLeast: number };

export function holds(limit: Limit, value: number): boolean {
  return 'atMost' in limit ? value <= limit.atMost : value >= limit.atLeast;
}
