import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { explain, troublesOfWorkload } from './explain';

function made(
  kind: string,
  name: string,
  { owner = '', ...more }: { owner?: string; [field: string]: unknown } = {},
): KubernetesObject {
  const ownerReferences = owner === '' ? [] : [{ uid: owner }];
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name, uid: `${kind}-${name}`, ownerReferences },
    spec: {},
    status: {},
    ...more,
  };
}

function event(about: KubernetesObject, reason: string, message: string, more: object = {}): KubernetesObject {
  const involvedObject = { uid: about.metadata.uid };
  return made('Event', `${reason}-${message.length}`, {
    involvedObject,
    reason,
    message,
    type: 'Warning',
    lastTimestamp: '2026-01-01T00:00:00Z',
    ...more,
  });
}

const set = made('StatefulSet', 'mariadb', {
  spec: { replicas: 1, volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
});
const job = made('Job', 'release');
const web = made('Deployment', 'web', { status: { replicas: 1 } });
const webSet = made('ReplicaSet', 'web-1', { owner: 'Deployment-web', spec: { replicas: 1 } });
const releasePod = made('Pod', 'release-1', { owner: 'Job-release', status: { phase: 'Pending' } });

const QUOTA =
  'create Pod mariadb-0 failed error: pods "mariadb-0" is forbidden: failed quota: all: must specify limits.cpu for: mariadb';
const FULL = 'pods "release-x" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=2, limited: pods=2';
const RANGE = 'pods "web-1" is forbidden: minimum cpu usage per Container is 50m, but request is 10m';
const LIMIT =
  'failed to provision volume: rpc error: code = ResourceExhausted desc = volume limit (7) has been reached';

test.each<[string, KubernetesObject, KubernetesObject[], { text: string; isFinal: boolean; grace?: number }]>([
  [
    'a quota that wants limits',
    set,
    [event(set, 'FailedCreate', QUOTA)],
    { text: `StatefulSet/mariadb: FailedCreate: ${QUOTA}`, isFinal: true },
  ],
  [
    'a quota that is used up',
    job,
    [event(job, 'FailedCreate', FULL)],
    { text: `Job/release: FailedCreate: ${FULL}`, isFinal: true, grace: 60_000 },
  ],
  [
    'a range that a container leaves',
    web,
    [webSet, event(webSet, 'FailedCreate', RANGE)],
    { text: `ReplicaSet/web-1: FailedCreate: ${RANGE}`, isFinal: true },
  ],
  [
    'a webhook that is away for a moment',
    job,
    [event(job, 'FailedCreate', 'Internal error occurred: failed calling webhook "a": connection refused')],
    {
      text: 'Job/release: FailedCreate: Internal error occurred: failed calling webhook "a": connection refused',
      isFinal: false,
    },
  ],
])('%s stands in an event', (_, object, cluster, expected) => {
  expect(explain(object, cluster)).toEqual([expected]);
});

test('a volume limit stands in an event of the claim', () => {
  const claim = made('PersistentVolumeClaim', 'data-mariadb-0', { status: { phase: 'Pending' } });
  expect(explain(set, [claim, event(claim, 'ProvisioningFailed', LIMIT)])).toEqual([
    { text: `PersistentVolumeClaim/data-mariadb-0: ProvisioningFailed: ${LIMIT}`, isFinal: true, grace: 60_000 },
  ]);
  expect(explain(set, [claim])).toEqual([
    { text: 'PersistentVolumeClaim/data-mariadb-0 has no volume yet', isFinal: false },
  ]);
  expect(explain(set, [{ ...claim, status: { phase: 'Bound' } }, event(claim, 'ProvisioningFailed', LIMIT)])).toEqual(
    [],
  );
});

test.each([
  'failed to create volume: POST https://api.digitalocean.com/v2/volumes: 429 Too many requests',
  'rpc error: code = Internal desc = could not create volume: RequestLimitExceeded: Request limit exceeded.',
  'rpc error: code = ResourceExhausted desc = API rate limit exceeded',
  'googleapi: Error 403: Rate Limit Exceeded, rateLimitExceeded',
  'StatusCode=429, Code="TooManyRequests": the quota of calls is used up, throttled for 30 s',
])('a cloud that takes no more requests for the moment is waited for: %s', (message) => {
  const claim = made('PersistentVolumeClaim', 'data-mariadb-0', { status: { phase: 'Pending' } });
  expect(explain(set, [claim, event(claim, 'ProvisioningFailed', message)])).toEqual([
    { text: `PersistentVolumeClaim/data-mariadb-0: ProvisioningFailed: ${message}`, isFinal: false },
  ]);
});

test('what a pod mounts and what does not exist stands in an event of the pod', () => {
  const message = 'MountVolume.SetUp failed for volume "secrets" : secret "mail" not found';
  expect(explain(job, [releasePod, event(releasePod, 'FailedMount', message)])).toEqual([
    { text: `Pod/release-1: FailedMount: ${message}`, isFinal: true, grace: 60_000 },
  ]);
});

test('what is of a time before this deploy is told with its time, and no reason to give up', () => {
  const events = [event(set, 'FailedCreate', QUOTA)];
  expect(explain(set, events, () => true)).toEqual([
    { text: `StatefulSet/mariadb: FailedCreate at 2026-01-01T00:00:00Z: ${QUOTA}`, isFinal: false },
  ]);
});

test('of one reason the newest event is told, and none of what has succeeded since', () => {
  const older = event(job, 'FailedCreate', RANGE, { lastTimestamp: '2025-01-01T00:00:00Z' });
  const newer = event(job, 'FailedCreate', FULL);
  expect(explain(job, [older, newer]).map(({ text }) => text)).toEqual([`Job/release: FailedCreate: ${FULL}`]);
  expect(explain(job, [releasePod, newer])).toEqual([]);
});

test('a condition that repeats an event is told once, as what it is', () => {
  const conditions = [{ type: 'ReplicaFailure', status: 'True', message: RANGE }];
  const refused = { ...web, status: { replicas: 0, conditions } };
  expect(explain(refused, [webSet, event(webSet, 'FailedCreate', RANGE)])).toEqual([
    { text: `ReplicaSet/web-1: FailedCreate: ${RANGE}`, isFinal: true },
  ]);
});

test('a workload whose pods are refused, and what somebody holds', () => {
  const conditions = [
    { type: 'Available', status: 'False', message: 'no' },
    { type: 'ReplicaFailure', status: 'True', message: 'pods "web-1" is forbidden: exceeded quota' },
  ];
  const texts = (object: KubernetesObject) => troublesOfWorkload(object).map(({ text }) => text);
  expect(texts(made('Deployment', 'web', { status: { conditions } }))).toEqual([
    'Deployment/web gets no pods: pods "web-1" is forbidden: exceeded quota',
  ]);
  expect(texts(made('Deployment', 'web', { spec: { paused: true } }))).toEqual([
    'Deployment/web is paused, by somebody else',
  ]);
  expect(texts(made('Job', 'release', { spec: { suspend: true } }))).toEqual([
    'Job/release is suspended, by somebody else',
  ]);
});
