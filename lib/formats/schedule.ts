import { createHash } from 'node:crypto';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The five fields of a schedule: lowest and highest value, and the names that may stand for values. */
export const FIELDS: { min: number; max: number; names?: { words: string[]; first: number } }[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: { words: MONTHS, first: 1 } },
  { min: 0, max: 6, names: { words: DAYS, first: 0 } },
];

/** `H`, `H/15`, `H(0-29)`, `H(0-29)/10`. */
const HASHED = /^H(?:\(([0-9]{1,2})-([0-9]{1,2})\))?(?:\/([1-9][0-9]{0,2}))?$/;
/** The last day that every month has. */
const LAST_DAY = 28;

/**
 * Whether a text is a schedule: five fields as a CronJob takes them, in which `H` stands for a value that differs from site to
 * site, as in Jenkins. Other dialects of cron know `L`, `#` or a field of seconds; Kubernetes knows none of them, and no Sunday
 * with the number 7.
 * @see https://pkg.go.dev/github.com/robfig/cron/v3#hdr-CRON_Expression_Format
 * @see https://www.jenkins.io/doc/book/pipeline/syntax/#cron-syntax
 */
export function isSchedule(text: string): boolean {
  const fields = fieldsOf(text);
  return (
    fields.length === FIELDS.length &&
    fields.every((field, index) =>
      field.split(',').every((part) => hashedPart(part, index) !== undefined || isRange(part, index)),
    )
  );
}

/** A schedule with a value in the place of each `H`: always the same for the same seed. One without `H` stays as it is. */
export function withoutHashes(schedule: string, seed: string): string {
  const fields = fieldsOf(schedule);
  const parts = (field: string, index: number) =>
    field.split(',').map((part) => {
      const hashed = hashedPart(part, index);
      return hashed === undefined ? part : valuesOf(hashed, hashOf(seed, index));
    });
  const isHashed = fields.some((field, index) =>
    field.split(',').some((part) => hashedPart(part, index) !== undefined),
  );
  return isHashed ? fields.map((field, index) => parts(field, index).join(',')).join(' ') : schedule;
}

/** A schedule's fields. */
export function fieldsOf(text: string): string[] {
  return text.replace(/^[ \t]+|[ \t]+$/g, '').split(/[ \t]+/);
}

interface HashedPart {
  readonly low: number;
  readonly high: number;
  readonly step?: number;
}

function hashedPart(part: string, index: number): HashedPart | undefined {
  const field = FIELDS[index];
  const found = HASHED.exec(part);
  if (field === undefined || found === null) return undefined;
  const [, from, to, every] = found;
  const step = every === undefined ? undefined : Number(every);
  const isDay = field === FIELDS[2] && step === undefined;
  const low = from === undefined ? field.min : Number(from);
  const high = to === undefined ? (isDay ? LAST_DAY : field.max) : Number(to);
  const isWithin = field.min <= low && low <= high && high <= field.max;
  return isWithin && (step ?? 1) <= high - low + 1 ? { low, high, step } : undefined;
}

function valuesOf({ low, high, step }: HashedPart, hash: number): string {
  const first = low + (hash % (step ?? high - low + 1));
  return step === undefined || first + step > high ? String(first) : `${first}-${high}/${step}`;
}

/** Each field has a hash of its own, so that the hour does not follow from the minute. */
function hashOf(seed: string, index: number): number {
  if (index === 0) return [...seed].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 60_000, 7);
  return createHash('sha256').update(`${index} ${seed}`).digest().readUInt32BE(0);
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

/** A value of a field, which may be a name. */
export function valueIn(bound: string, field: (typeof FIELDS)[number]): number | undefined {
  if (/^[0-9]{1,2}$/.test(bound)) return Number(bound);
  const word = field.names?.words.indexOf(bound.toLowerCase()) ?? -1;
  return word < 0 ? undefined : word + (field.names?.first ?? 0);
}
