import { median } from './median';

/**
 * Runs the variants in turn, A B A B, so that a slow moment of the machine meets all of them, and returns the median of
 * each. The first round fills caches and does not count.
 */
export function interleave<Name extends string>(
  runs: number,
  variants: Record<Name, () => number>,
): Record<Name, number> {
  const names = Object.keys(variants) as Name[];
  const rounds = Array.from({ length: runs + 1 }, () => names.map((name) => variants[name]()));
  const counted = rounds.slice(1);
  const medians = names.map((name, at) => [name, median(counted.map((round) => round[at] ?? Number.NaN))] as const);
  return Object.fromEntries(medians) as Record<Name, number>;
}
