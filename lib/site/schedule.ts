const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The five fields of a schedule: lowest and highest value, and the names that may stand for values. */
const FIELDS: { min: number; max: number; names?: { words: string[]; first: number } }[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: { words: MONTHS, first: 1 } },
  { min: 0, max: 6, names: { words: DAYS, first: 0 } },
];

/**
 * Whether a CronJob takes the text as its schedule. Other dialects of cron know `L`, `#` or a field of seconds;
 * Kubernetes knows none of them, and no Sunday with the number 7.
 * @see https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
 */
export function isSchedule(text: string): boolean {
  const fields = text.replace(/^[ \t]+|[ \t]+$/g, '').split(/[ \t]+/);
  return (
    fields.length === FIELDS.length &&
    fields.every((field, index) => field.split(',').every((part) => isRange(part, index)))
  );
}

/** Names of the IANA database that Node lists under another name, or not at all. */
const LINKS = [
  ...['UTC', 'GMT', 'Etc/UTC', 'US/Eastern', 'US/Central', 'US/Mountain', 'US/Pacific', 'US/Alaska', 'US/Hawaii'],
  ...['Europe/Kyiv', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Ho_Chi_Minh', 'Asia/Yangon', 'Atlantic/Faroe'],
  ...['America/Argentina/Buenos_Aires', 'America/Indiana/Indianapolis', 'America/Kentucky/Louisville', 'America/Nuuk'],
  ...['Africa/Asmara', 'Pacific/Kanton', 'Pacific/Chuuk', 'Pacific/Pohnpei'],
];

/**
 * Whether a CronJob takes the text as its time zone: a name of the IANA database.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones
 */
export function isTimeZone(text: string): boolean {
  return (
    LINKS.includes(text) ||
    /^Etc\/GMT(?:[+-](?:[1-9]|1[0-4]))?$/.test(text) ||
    Intl.supportedValuesOf('timeZone').includes(text)
  );
}

/** The time zone that was likely meant: `Europe/Berlin` for `berlin`; undefined if none is near. */
export function asTimeZone(text: string): string | undefined {
  const wanted = text.trim().toLowerCase().replaceAll(' ', '_');
  const names = [...LINKS, ...Intl.supportedValuesOf('timeZone')];
  return names.find(
    (name) => wanted !== '' && [name, name.split('/').at(-1)].some((one) => one?.toLowerCase() === wanted),
  );
}

function isRange(part: string, index: number): boolean {
  const field = FIELDS[index];
  const [range = '', step, ...more] = part.split('/');
  if (field === undefined || more.length > 0) return false;
  if (step !== undefined && !/^[1-9][0-9]{0,2}$/.test(step)) return false;
  if (range === '*') return true;
  const bounds = range.split('-').map((bound) => valueIn(bound, field));
  if (bounds.some((bound) => bound === undefined)) return false;
  const [low, high = low] = bounds;
  return (
    bounds.length <= 2 &&
    low !== undefined &&
    high !== undefined &&
    low >= field.min &&
    high <= field.max &&
    low <= high
  );
}

function valueIn(bound: string, field: (typeof FIELDS)[number]): number | undefined {
  if (/^[0-9]{1,2}$/.test(bound)) return Number(bound);
  const word = field.names?.words.indexOf(bound.toLowerCase()) ?? -1;
  return word < 0 ? undefined : word + (field.names?.first ?? 0);
}
