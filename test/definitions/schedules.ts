import fc from 'fast-check';
import * as v from 'valibot';
import { schedule as scheduleFormat, timeZone as timeZoneFormat } from '../../lib/formats/formats';
import { nearby } from './text';

/** Cron expressions and time zones. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const field = (min: number, max: number, names: string[] = []) => {
  const written = (value: number) => {
    const name = names[value - min] ?? String(value);
    return fc.constantFrom(String(value), String(value).padStart(2, '0'), name, name.toUpperCase());
  };
  const value = fc.integer({ min, max }).chain(written);
  const range = fc
    .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
    .chain(([a, b]) => fc.tuple(written(Math.min(a, b)), written(Math.max(a, b))))
    .map((bounds) => bounds.join('-'));
  const step = fc.oneof(fc.integer({ min: 1, max }), fc.integer({ min: 1, max: 999 })).map((every) => `/${every}`);
  const hashedRange = fc
    .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
    .map(([a, b]) => `H(${Math.min(a, b)}-${Math.max(a, b)})`);
  const part = fc
    .tuple(
      fc.oneof(fc.constant('*'), value, range, fc.constant('H'), hashedRange),
      fc.oneof(fc.constant(''), fc.constant(''), step),
    )
    .map((parts) => parts.join(''));
  return fc.oneof(
    { weight: 3, arbitrary: part },
    { weight: 1, arbitrary: fc.array(part, { minLength: 2, maxLength: 6 }).map((parts) => parts.join(',')) },
  );
};

export const schedule = nearby(
  fc
    .tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12, MONTHS), field(0, 6, DAYS))
    .chain((fields) => fc.constantFrom(' ', ' ', ' ', '  ', '\t').map((space) => fields.join(space))),
  (text) => v.is(scheduleFormat, text),
);

export const timeZone = nearby(fc.constantFrom('Etc/UTC', 'UTC', ...Intl.supportedValuesOf('timeZone')), (text) =>
  v.is(timeZoneFormat, text),
);
