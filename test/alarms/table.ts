import { ALARMS } from '../../lib/metrics/alarms';
import type { Seen } from './fault';
import { TIMES } from './shorter';

/** What was planted and what was raised, as a table for docs/metrics.md. */
export function table(seen: readonly Seen[]): string {
  const rows = seen.map(({ fault: { what, alarm, also = [] }, seconds: { pending, firing } }) =>
    row([
      what,
      [alarm, ...also.map((name) => `(${name})`)].join(' '),
      `${Math.round(pending)} s`,
      `${Math.round(firing)} s`,
      ALARMS[alarm].for,
    ]),
  );
  return [
    '',
    `Times are divided by ${TIMES}.`,
    row(['fault', 'alarm', 'waits', 'raised', 'lasts']),
    row(Array(5).fill('---')),
    ...rows,
  ].join('\n');
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
