import type { Manifest } from '../kubernetes/manifest';
import uniqueNames from './unique-names';

function object(apiVersion: string, kind: string, name: string, namespace?: string): Manifest {
  return { apiVersion, kind, metadata: { name, namespace } };
}

test.each<[string, Manifest, Manifest]>([
  ['kinds', object('v1', 'Service', 'web'), object('apps/v1', 'Deployment', 'web')],
  ['names', object('v1', 'Service', 'web'), object('v1', 'Service', 'db')],
  ['namespaces', object('v1', 'Service', 'web', 'a'), object('v1', 'Service', 'web', 'b')],
  ['groups', object('v1', 'Service', 'web'), object('serving.knative.dev/v1', 'Service', 'web')],
])('passes objects of different %s', (_what, a, b) => {
  expect(uniqueNames([a, b])).toStrictEqual([]);
});

test('fails for two of a kind and name, in whichever version', () => {
  const objects = [object('batch/v1', 'CronJob', 'cron'), object('batch/v1beta1', 'CronJob', 'cron')];
  expect(uniqueNames(objects)).toMatchObject([{ path: 'CronJob/cron', message: 'is emitted twice' }]);
});
