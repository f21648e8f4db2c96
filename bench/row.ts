import { holds, type Limit } from './limits';

/** One comparison: two sides, measured in the same run, and what they come to. */
export interface Row {
  readonly what: string;
  readonly sides: readonly (readonly [name: string, amount: string])[];
  readonly value: number;
  readonly unit?: string;
  readonly limit?: Limit;
}

/** The row for people, with a mark if its limit is broken. */
export function print({ what, sides, value, unit = '', limit }: Row): void {
  const bound = limit && ('atMost' in limit ? `at most ${limit.atMost}` : `at least ${limit.atLeast}`);
  const verdict = limit ? ` (${bound}${unit}: ${holds(limit, value) ? 'holds' : 'BROKEN'})` : '';
  console.log(`${what}: ${value.toFixed(2)}${unit}${verdict}`);
  for (const [name, amount] of sides) console.log(`  ${name.padEnd(52)} ${amount.padStart(12)}`);
}

export function milliseconds(amount: number): string {
  return `${amount.toFixed(amount < 10 ? 2 : 0)} ms`;
}
