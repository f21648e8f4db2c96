import type { AlarmRule } from '../../lib/metrics/alarm-rules';

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** In how many parts time is divided: two seconds are a minute. */
export const TIMES = 30;

/**
 * The same rules in shorter time: `for`, ranges (`[1h]`) and offsets are divided by `TIMES`, and nothing else is changed. Seconds
 * that something is compared with stay, since clocks and calendars do: a certificate still has two weeks, a cron its schedule.
 */
export function inShorterTime({ expr, for: lasts, ...rule }: AlarmRule): AlarmRule {
  const ranges = /(?<=\[|offset )\d+[smhd]/g;
  return { ...rule, expr: expr.replace(ranges, shorter), for: shorter(lasts) };
}

function shorter(duration: string): string {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(duration) ?? [];
  const seconds = Number(amount) * SECONDS[unit as keyof typeof SECONDS];
  if (Number.isNaN(seconds)) throw new Error(`no duration that is understood: ${duration}`);
  return `${(seconds * 1000) / TIMES}ms`;
}
