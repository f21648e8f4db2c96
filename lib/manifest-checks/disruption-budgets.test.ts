import type { Manifest } from '../kubernetes/manifest';
import disruptionBudgets from './disruption-budgets';

const app = { app: 'web' };

function deployment(replicas?: number): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { replicas, template: { metadata: { labels: app } } },
  };
}

function budget(limit: object, matchLabels: object = app): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web' },
    spec: { ...limit, selector: { matchLabels } },
  };
}

function autoscaler(minReplicas?: number): Manifest {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: { minReplicas, scaleTargetRef: { kind: 'Deployment', name: 'web' } },
  };
}

test.each([
  ['one of two may go', [deployment(2), budget({ maxUnavailable: 1 })]],
  ['one of three must stay', [deployment(3), budget({ minAvailable: 1 })]],
  ['the autoscaler keeps two', [deployment(), autoscaler(2), budget({ maxUnavailable: 1 })]],
])('passes if %s', (_what, objects) => {
  expect(disruptionBudgets(objects)).toStrictEqual([]);
});

test.each([
  ['none may go', [deployment(3), budget({ maxUnavailable: 0 })]],
  ['all must stay', [deployment(2), budget({ minAvailable: 2 })]],
  ['there is one pod', [deployment(1), budget({ maxUnavailable: 1 })]],
  ['nothing is said, so there is one pod', [deployment(), budget({ maxUnavailable: 1 })]],
  ['the autoscaler may go down to one', [deployment(), autoscaler(1), budget({ maxUnavailable: 1 })]],
])('fails if %s', (_what, objects) => {
  expect(disruptionBudgets(objects)).toMatchObject([
    { path: 'PodDisruptionBudget/web', message: expect.stringMatching(/^lets no pod of \d be evicted$/) },
  ]);
});

test('fails if it selects no pod', () => {
  expect(disruptionBudgets([deployment(2), budget({ maxUnavailable: 1 }, { app: 'db' })])).toMatchObject([
    { message: 'selects no pod' },
  ]);
});
