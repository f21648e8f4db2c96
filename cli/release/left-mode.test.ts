import type { Dist } from '../dist';
import { leftMode, modeInTheWay } from './left-mode';

const dist = (releaseOrder: string) => ({ namespace: 'shop-live', plan: { releaseOrder } }) as Dist;
const COMMAND =
  'kubectl -n shop-live exec deploy/web -- drush state:set system.maintenance_mode 0 --input-format=integer';

test.each(['before', 'after'])('a release that failed in the order %s may have been killed in the mode', (order) => {
  expect(leftMode(dist(order), {})).toEqual([
    `if pages answer 503, it was killed in Drupal's maintenance mode; the next release ends that, or: ${COMMAND}`,
  ]);
});

test('one that failed in the order maintenance has left it on', () => {
  expect(leftMode(dist('maintenance'), {})).toEqual([
    `Drupal stays in maintenance mode until somebody has looked: ${COMMAND}`,
  ]);
});

test.each(['before', 'after', 'maintenance'])('one that never started has not touched it: %s', (order) => {
  expect(leftMode(dist(order), { neverStarted: true })).toEqual([]);
});

test('a web that comes before its release may wait for what an earlier release has left', () => {
  expect(modeInTheWay(dist('after'), 'release-1')).toEqual([
    `job/release-1 failed before, and may have left Drupal in maintenance mode; to end it: ${COMMAND}`,
  ]);
  expect(modeInTheWay(dist('after'), undefined)).toEqual([]);
  for (const order of ['before', 'maintenance']) expect(modeInTheWay(dist(order), 'release-1')).toEqual([]);
});
