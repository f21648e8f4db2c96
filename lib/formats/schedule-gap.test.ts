import { longestGap } from './schedule-gap';

const HOUR = 3600;
const DAY = 24 * HOUR;

test.each([
  ['7 * * * *', HOUR],
  ['*/15 * * * *', 15 * 60],
  ['5-59/15 * * * *', 15 * 60],
  ['50/5 * * * *', 50 * 60 + 5 * 60], // from minute 50 on
  ['0 8-18 * * *', 14 * HOUR],
  ['13 3 * * *', DAY],
  ['13 3 * * 1-5', 3 * DAY],
  ['0 4 * * sun', 7 * DAY],
  ['0 4 1 * *', 31 * DAY],
  ['0 4 31 * *', 61 * DAY], // there is no 31 April
  ['0 4 1 jan *', 366 * DAY],
  ['0 4 29 2 *', (4 * 365 + 1) * DAY],
  ['0 4 13 * 5', 7 * DAY], // the 13th, and each Friday
  ['0 4 */2 * 5', 2 * DAY], // a step chooses days, too: each odd one, and each Friday
  ['0 4 1,* * 5', 7 * DAY],
])('%s runs after %d seconds at the latest', (schedule, seconds) => {
  expect(longestGap(schedule)).toBe(seconds);
});

test('a day that no year has never comes', () => {
  expect(longestGap('0 4 31 2 *')).toBeUndefined();
});
