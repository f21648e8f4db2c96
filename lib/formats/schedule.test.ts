import { asTimeZone, isSchedule, isTimeZone, withoutHashes } from './schedule';

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

describe('H', () => {
  test.each(['H * * * *', 'H/15 H * * *', 'H(0-29)/10 * * * *', 'H H(1-5) H * H', 'H,30 * H H/2 *', '*/5 H 1-7 * THU'])(
    'in "%s" is a value that Kubernetes takes, within its bounds, and the same each time',
    (schedule) => {
      expect(isSchedule(schedule)).toBe(true);
      for (const seed of ['shop-live cron', 'shop-stage cron', 'club-live feeds']) {
        const fixed = withoutHashes(schedule, seed);
        expect(fixed).not.toMatch(/H(?!U)/);
        expect(isSchedule(fixed)).toBe(true);
        expect(withoutHashes(schedule, seed)).toBe(fixed);
      }
    },
  );

  test.each([
    ['a bound beyond the field', 'H(0-60) * * * *'],
    ['a range that ends before it begins', '* H(22-2) * * *'],
    ['a step beyond the range', 'H(0-4)/6 * * * *'],
    ['a step of none', 'H/0 * * * *'],
    ['a range without a H', '(0-29) * * * *'],
    ['a small letter', 'h * * * *'],
    ['a minute of Lagoon', 'M * * * *'],
    ['a range of it', 'H-5 * * * *'],
  ])('fails for %s', (_what, text) => {
    expect(isSchedule(text)).toBe(false);
  });

  const seeds = Array.from({ length: 1000 }, (_, index) => `site-${index}-live cron`);
  const values = (schedule: string) => seeds.map((seed) => withoutHashes(schedule, seed));

  test('spreads sites over all minutes, and over the hours whatever the minute', () => {
    expect(new Set(values('H * * * *')).size).toBeGreaterThan(55);
    expect(new Set(values('H H * * *')).size).toBeGreaterThan(600);
  });

  test('keeps within a range, and a step begins within its first step', () => {
    for (const value of values('H(10-19) * * * *')) expect(value).toMatch(/^1[0-9] /);
    for (const value of values('H/15 * * * *')) expect(value).toMatch(/^([0-9]|1[0-4])-59\/15 /);
    for (const value of values('H(0-29)/30 * * * *')) expect(value).toMatch(/^[12]?[0-9] /);
  });

  test('is a day of every month', () => {
    for (const value of values('0 0 H * *')) expect(Number(value.split(' ')[2])).toBeLessThanOrEqual(28);
  });

  test('leaves a schedule without it as it is', () => {
    expect(withoutHashes(' 0  3 * * THU', 'seed')).toBe(' 0  3 * * THU');
  });
});
