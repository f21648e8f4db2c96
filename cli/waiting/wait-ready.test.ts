import { isReady } from './wait-ready';

function deployment(status: object, { generation = 2, replicas = 2 }: { generation?: number; replicas?: number } = {}) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', generation },
    spec: { replicas },
    status,
  };
}

const ALL = { observedGeneration: 2, replicas: 2, updatedReplicas: 2, readyReplicas: 2 };

test('all pods are new and ready', () => {
  expect(isReady(deployment(ALL))).toBe(true);
  expect(isReady(deployment({ observedGeneration: 2 }, { replicas: 0 }))).toBe(true);
});

test.each([
  ['the change has not been seen', { ...ALL, observedGeneration: 1 }],
  ['an old pod is still there', { ...ALL, replicas: 3 }],
  ['a new pod is missing', { ...ALL, updatedReplicas: 1, replicas: 1 }],
  ['a pod is not ready', { ...ALL, readyReplicas: 1 }],
  ['nothing is known yet', {}],
])('not yet: %s', (_, status) => {
  expect(isReady(deployment(status))).toBe(false);
});
