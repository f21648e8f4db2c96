import { environmentIn, instanceOf } from './instance';
import { newerVersion } from './newer-version';
import { phaseFile, phaseOf } from './phases';

test('an environment is found again in what it is called in the cluster', () => {
  expect(environmentIn(instanceOf('my-shop', 'live-2'), 'my-shop')).toBe('live-2');
  expect(environmentIn('my-shopping-live', 'my-shop')).toBeUndefined();
});

test('a phase is found again in its file', () => {
  expect(phaseFile('web')).toBe('40-web.k8s.yaml');
  expect(phaseOf('40-web.yaml')).toBe('web');
  expect(phaseOf('40-website.yaml')).toBeUndefined();
});

test('what has no version is of the first, and only a newer one is refused', () => {
  expect([undefined, null, 1, '1', 'x'].map((found) => newerVersion(found, 1))).toEqual(Array(5).fill(undefined));
  expect(newerVersion('3', 2)).toMatch(/^it has version 3, and this cdk8s-drupal reads up to 2: update/);
});
