import { heldProblems } from './paused-workloads';

const workload = (kind: string, spec: object) => ({ apiVersion: 'apps/v1', kind, metadata: { name: 'a' }, spec });

test('workloads that follow a change are not held', () => {
  expect(
    heldProblems([
      workload('Deployment', { replicas: 1, paused: false }),
      workload('StatefulSet', { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } }),
      workload('StatefulSet', {}),
      workload('CronJob', { suspend: true }), // which a deploy resumes
    ]),
  ).toEqual([]);
});

test.each([
  [
    'Deployment',
    { paused: true },
    'Deployment/a is paused, so no new pod of it would start: kubectl rollout resume deployment/a',
  ],
  ['StatefulSet', { updateStrategy: { type: 'OnDelete' } }, 'StatefulSet/a has the update strategy OnDelete'],
  ['StatefulSet', { updateStrategy: { rollingUpdate: { partition: 2 } } }, 'StatefulSet/a has a partition of 2'],
])('a %s that is held: %j', (kind, spec, text) => {
  expect(heldProblems([workload(kind, spec)])).toEqual([expect.stringContaining(text)]);
});

test('what the manifests hold themselves is mended there, and also where nothing is live yet', () => {
  const paused = workload('Deployment', { paused: true });
  for (const live of [[paused], []])
    expect(heldProblems(live, [paused])).toEqual([
      'Deployment/a is paused, so no new pod of it would start, as its manifests say: where it is made, take spec.paused out or set it to false, and run cdk8s synth',
    ]);
});
