import type { ReleaseRecord } from '../deploy/releases';
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

test.each([[[deployment('web', 0)]], [[deployment('web')]], [[]], [[deployment('redis', 1)]]])(
  'a web without one has served: %j',
  (workloads) => {
    expect(line(...workloads)).toBe(
      'example.com/shop:1 last served https://shop.example.com/, since 2026-01-01T00:00:00Z, deployed by ann: no pod of the web is ready',
    );
  },
);
