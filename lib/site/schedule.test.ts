import { asTimeZone, isSchedule, isTimeZone } from './schedule';

test.each([
  '* * * * *',
  '0 0 1 1 0',
  '59 23 31 12 6',
  '*/15 * * * *',
  '5/10 * * * *',
  '0-30/5 1,2,3 * * *',
  '0 3 * JAN-mar Mon-FRI',
  ' 0  3 * * * ',
  '05 03 * * *',
])('"%s" is a schedule', (text) => {
  expect(isSchedule(text)).toBe(true);
});

test.each([
  ['nothing', ''],
  ['four fields', '* * * *'],
  ['a field of seconds', '0 * * * * *'],
  ['a descriptor', '@daily'],
  ['an interval', '@every 5m'],
  ['Sunday as 7', '0 0 * * 7'],
  ['the last day', '0 0 L * *'],
  ['a weekday of the month', '0 0 * * 1#2'],
  ['the nearest weekday', '0 0 15W * *'],
  ['minute 60', '60 * * * *'],
  ['hour 24', '0 24 * * *'],
  ['day 0', '0 0 0 * *'],
  ['month 0', '0 0 1 0 *'],
  ['month 13', '0 0 1 13 *'],
  ['a day as month', '0 0 1 mon *'],
  ['a range that ends before it begins', '0 0 * * fri-mon'],
  ['a range of three', '0 1-2-3 * * *'],
  ['a step of none', '*/0 * * * *'],
  ['two steps', '*/2/2 * * * *'],
  ['an empty part', '1,,2 * * * *'],
  ['a negative number', '-1 * * * *'],
  ['a fraction', '1.5 * * * *'],
  ['a time zone', 'TZ=UTC 0 0 * * *'],
])('fails for %s', (_what, text) => {
  expect(isSchedule(text)).toBe(false);
});

test.each(['Etc/UTC', 'UTC', 'Europe/Berlin', 'America/New_York'])('%s is a time zone', (name) => {
  expect(isTimeZone(name)).toBe(true);
});

test.each(['1- * * * *', '1-x * * * *', '* * * jan-foo *'])('fails for the range of "%s" without an end', (text) => {
  expect(isSchedule(text)).toBe(false);
});

test('fails for a byte order mark, which is no space to Kubernetes', () => {
  expect(isSchedule('\uFEFF0 0 * * *')).toBe(false);
});

test.each(['Asia/Kolkata', 'Europe/Kyiv', 'Etc/GMT+1', 'US/Eastern', 'GMT'])(
  '%s, which Kubernetes takes, is a time zone',
  (name) => {
    expect(isTimeZone(name)).toBe(true);
  },
);

test.each(['', 'europe/berlin', 'Europe/berlin', 'Europe/Atlantis', 'Local', 'CEST', '+01:00', 'Europe/Berlin '])(
  'fails for the time zone "%s"',
  (name) => {
    expect(isTimeZone(name)).toBe(false);
  },
);

test.each([
  ['Berlin', 'Europe/Berlin'],
  ['europe/berlin', 'Europe/Berlin'],
  ['new york', 'America/New_York'],
  ['utc', 'UTC'],
  ['Mars/Olympus', undefined],
  ['', undefined],
])('who writes "%s" likely means %s', (text, expected) => {
  expect(asTimeZone(text)).toBe(expected);
});
