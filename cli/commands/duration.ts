import { InvalidArgumentError } from 'commander';

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000 };

/** A time such as `90s`, `15m` or `1h`, in milliseconds. */
export function duration(text: string): number {
  const [, amount, unit = ''] = /^([1-9][0-9]*)(s|m|h)$/.exec(text) ?? [];
  if (amount === undefined) throw new InvalidArgumentError('write a whole number with s, m or h, such as 15m.');
  return Number(amount) * (UNITS[unit] ?? 0);
}
