import type { ReleaseRecord } from '../history/releases';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { servingLine } from './serving';

const deployment = (name: string, readyReplicas?: number): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  status: { readyReplicas },
});
const release = {
  image: 'example.com/shop:1',
  at: '2026-01-01T00:00:00Z',
  by: 'ann',
  web: [deployment('web')],
} as unknown as ReleaseRecord;
const line = (...workloads: KubernetesObject[]) => servingLine(release, 'https://shop.example.com/', workloads);

test('a web with a ready pod serves', () => {
  const told = 'example.com/shop:1 serves https://shop.example.com/ since 2026-01-01T00:00:00Z, deployed by ann';
  expect(line(deployment('web', 1))).toBe(told);
});

test('a worker that works serves nobody', () => {
  const worker = {
    ...deployment('mail', 1),
    metadata: { name: 'mail', annotations: { 'cdk8s-drupal/worker-replicas': '1' } },
  };
  const withWorker = { ...release, web: [deployment('web'), worker] };
  expect(servingLine(withWorker, 'https://shop.example.com/', [deployment('web', 0), worker])).toContain(
    'no pod of the web',
  );
});

test.each([[[deployment('web', 0)]], [[deployment('web')]], [[]], [[deployment('redis', 1)]]])(
  'a web without one has served: %j',
  (workloads) => {
    expect(line(...workloads)).toBe(
      'example.com/shop:1 last served https://shop.example.com/, since 2026-01-01T00:00:00Z, deployed by ann: no pod of the web is ready',
    );
  },
);
