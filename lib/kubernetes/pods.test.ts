import type { Manifest } from './manifest';
import { podsOf, selects } from './pods';

const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [] } };

test.each(['Deployment', 'StatefulSet', 'DaemonSet', 'Job'])('finds the pod of a %s', (kind) => {
  const object: Manifest = { apiVersion: 'v1', kind, metadata: { name: 'x' }, spec: { template } };
  expect(podsOf([object])).toStrictEqual([{ owner: `${kind}/x`, labels: { app: 'x' }, spec: template.spec }]);
});

test('finds the pod of a CronJob', () => {
  const spec = { jobTemplate: { spec: { template } } };
  expect(podsOf([{ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'x' }, spec }])).toHaveLength(1);
});

test('finds no pod where there is none', () => {
  expect(podsOf([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } }])).toStrictEqual([]);
});

test.each([
  [{}, true],
  [{ a: '1' }, true],
  [{ a: '1', b: '2' }, true],
  [{ a: '2' }, false],
  [{ c: '1' }, false],
])('whether %o selects { a: 1, b: 2 } is %s', (selector, expected) => {
  expect(selects(selector as Record<string, string>, { a: '1', b: '2' })).toBe(expected);
});
