import type { Manifest } from '../kubernetes/manifest';
import separateWorkloads from './separate-workloads';

function workload(kind: string, name: string, labels: Record<string, string>, selector = labels): Manifest {
  const template = { metadata: { labels }, spec: { containers: [{ name: 'main' }] } };
  return { apiVersion: 'apps/v1', kind, metadata: { name }, spec: { selector: { matchLabels: selector }, template } };
}

const web = workload('Deployment', 'web', { app: 'drupal', tier: 'web' });

test('passes workloads whose pods differ in one label', () => {
  expect(separateWorkloads([web, workload('Deployment', 'worker', { app: 'drupal', tier: 'worker' })])).toStrictEqual(
    [],
  );
});

test.each(['Deployment', 'StatefulSet', 'Job'])('fails for a %s whose pods another selects, and names both', (kind) => {
  const worker = workload(kind, 'worker', { app: 'drupal', tier: 'web', own: 'yes' });
  expect(separateWorkloads([web, worker])).toMatchObject([
    { path: `${kind}/worker`, message: 'has pods with the labels by which Deployment/web selects its own' },
  ]);
});
