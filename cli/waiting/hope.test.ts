import { Hope } from './hope';

const final = { text: 'a', isFinal: true };
const slow = { text: 'b', isFinal: true, grace: 60_000 };
const passing = { text: 'c', isFinal: false };

test('is lost when a final trouble has lasted', () => {
  const hope = new Hope();
  expect([0, 10_000, 10_001].map((at) => hope.isLost([passing, final], at))).toEqual([false, false, true]);
});

test('is never lost for what may pass', () => {
  const hope = new Hope();
  expect([0, 900_000].map((at) => hope.isLost([passing], at))).toEqual([false, false]);
});

test('comes back when the trouble has gone meanwhile', () => {
  const hope = new Hope();
  hope.isLost([final], 0);
  hope.isLost([], 5000);
  expect(hope.isLost([final], 11_000)).toBe(false);
  expect(hope.isLost([final], 21_001)).toBe(true);
});

test('lasts longer where it is less certain that nothing comes, and a more certain trouble does not begin with it', () => {
  const hope = new Hope();
  expect([0, 11_000, 59_000].map((at) => hope.isLost([slow], at))).toEqual([false, false, false]);
  expect(hope.isLost([slow, final], 59_500)).toBe(false);
  expect(hope.isLost([slow], 60_001)).toBe(true);
});
