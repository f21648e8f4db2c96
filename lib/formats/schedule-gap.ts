import { FIELDS, fieldsOf, valueIn } from './schedule';

const DAY = 24 * 60;
/** A leap year comes after eight years at the latest, as around 2100. */
const DAYS = 9 * 366;

/** Seconds from one run to the next, at the most, of a schedule without `H`; undefined if it never runs. Clocks that change are left aside. */
export function longestGap(schedule: string): number | undefined {
  const fields = fieldsOf(schedule);
  const [minutes, hours, days, months, weekdays] = fields.map(valuesOf);
  if (!minutes?.size || !hours?.size || !days || !months || !weekdays) return undefined;
  const times = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute)).sort((a, b) => a - b);
  const [first = 0] = times;
  const last = times.at(-1) ?? 0;
  const within = Math.max(0, ...times.slice(1).map((time, index) => time - (times[index] ?? 0)));
  const either = !isAny(fields[2]) && !isAny(fields[4]);
  let [before, longest] = [-1, -1];
  for (let day = 0; day < DAYS; day++) {
    const date = new Date(Date.UTC(2024, 0, 1 + day));
    const [ofMonth, ofWeek] = [days.has(date.getUTCDate()), weekdays.has(date.getUTCDay())];
    if (!months.has(date.getUTCMonth() + 1) || !(either ? ofMonth || ofWeek : ofMonth && ofWeek)) continue;
    if (before >= 0) longest = Math.max(longest, (day - before) * DAY - last + first);
    before = day;
  }
  return longest < 0 ? undefined : Math.max(within, longest) * 60;
}

/** Only such a field leaves the day to the other one; a step makes it one that chooses. */
function isAny(field: string | undefined): boolean {
  return (field ?? '').split(',').some((part) => part === '*' || part === '*/1');
}

function valuesOf(field: string, index: number): Set<number> {
  const known = FIELDS[index];
  if (known === undefined) return new Set();
  const values = field.split(',').flatMap((part) => {
    const [range = '', step] = part.split('/');
    const [low, high = low] =
      range === '*' ? [known.min, known.max] : range.split('-').map((one) => valueIn(one, known));
    if (low === undefined || high === undefined) return [];
    const end = step !== undefined && !range.includes('-') ? known.max : high;
    const every = Number(step ?? 1);
    return Array.from({ length: Math.floor((end - low) / every) + 1 }, (_, count) => low + count * every);
  });
  return new Set(values);
}
