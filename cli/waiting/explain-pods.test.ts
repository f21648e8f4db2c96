import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { troublesOf } from './explain-pods';

function pod(status: object, spec: object = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web-1', namespace: 'shop-live' }, spec, status };
}

function waiting(reason: string, image = 'registry.example.com/team/shop:1', message?: string) {
  return { phase: 'Pending', containerStatuses: [{ name: 'drupal', image, state: { waiting: { reason, message } } }] };
}

const texts = (found: KubernetesObject) => troublesOf(found).map(({ text }) => text);

test('a pod that serves, and one that is on its way, have no trouble', () => {
  expect(troublesOf(pod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] }))).toEqual([]);
  expect(troublesOf(pod(waiting('ContainerCreating')))).toEqual([]);
  expect(troublesOf(pod(waiting('PodInitializing')))).toEqual([]);
  expect(troublesOf(pod({ phase: 'Pending' }))).toEqual([]);
});

test('a pod that ends is no trouble; one that cannot end names its node, and what to do if that is gone', () => {
  const ending = (secondsAgo: number): KubernetesObject => {
    const found = pod({ phase: 'Running' }, { nodeName: 'pool-1' });
    const deletionTimestamp = new Date(Date.now() - secondsAgo * 1000).toISOString();
    return { ...found, metadata: { ...found.metadata, deletionTimestamp } };
  };
  expect(texts(ending(-30))).toEqual([]);
  expect(texts(ending(50))).toEqual([]);
  const [text] = texts(ending(400));
  expect(text).toMatch(/^pod web-1 was to end at \S+ and has not: does its node answer\?/);
  expect(text).toMatch(/kubectl delete node pool-1$/);
});

test('an image that cannot be pulled: which, from where, with which secret', () => {
  const found = pod(waiting('ImagePullBackOff', undefined, 'unauthorized'), {
    imagePullSecrets: [{ name: 'registry' }],
  });
  const [text, ...others] = texts(found);
  expect(others).toEqual([]);
  expect(text?.split('\n')).toEqual([
    'pod web-1: ImagePullBackOff: unauthorized',
    '  the image is registry.example.com/team/shop:1, of the registry registry.example.com',
    '  the pull secret is registry in shop-live: check that its credential is still valid and may read this repository',
    '  check that the image exists: did the build push it?',
  ]);
  expect(troublesOf(found)[0]?.isFinal).toBe(true);
});

test('an image of Docker Hub, without a secret', () => {
  const [text = ''] = texts(pod(waiting('ErrImagePull', 'mariadb:11')));
  expect(text).toContain('of the registry docker.io');
  expect(text).toContain('no pull secret is named: is the image public?');
});

test('an image of a user of Docker Hub', () => {
  expect(texts(pod(waiting('ImagePullBackOff', 'team/shop:1')))[0]).toContain('of the registry docker.io');
});

test.each([
  ['CreateContainerConfigError', true],
  ['InvalidImageName', true],
  ['CreateContainerError', true],
  ['ErrImageNeverPull', true],
  ['CrashLoopBackOff', false],
  ['ErrImagePull', false],
])('%s is believed to be final: %s', (reason, isFinal) => {
  expect(troublesOf(pod(waiting(reason)))[0]?.isFinal).toBe(isFinal);
});

test('a container that was killed for its memory is told what to raise', () => {
  const ended = { name: 'drupal', state: { terminated: { exitCode: 137, reason: 'OOMKilled' } } };
  expect(texts(pod({ phase: 'Failed', containerStatuses: [ended] }))).toEqual([
    'pod web-1: container drupal ended with exit status 137 (OOMKilled): raise resources.memoryLimit',
  ]);
});

describe('a container that is restarted again and again', () => {
  const last = { terminated: { exitCode: 2, reason: 'Error' } };
  const status = (lastState: object, state: object, conditions: object[] = []) => ({
    phase: 'Running',
    conditions,
    containerStatuses: [{ name: 'varnish', image: 'varnish:7.7', restartCount: 3, state, lastState }],
  });
  const looping = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container' } };
  const words = [
    '  container varnish ended with exit status 2 (Error); restarts so far: 3',
    '  its last words: kubectl -n shop-live logs web-1 --container varnish --previous',
  ];

  test('says what it ended with, and where its last words are', () => {
    expect(texts(pod(status(last, looping)))).toEqual([['pod web-1: CrashLoopBackOff', ...words].join('\n')]);
  });

  test('says so while it runs once more, and is not ready', () => {
    const unready = 'pod web-1 runs but is not ready: its readiness probe is not answered';
    expect(texts(pod(status(last, { running: {} })))).toEqual([
      [`${unready}; see kubectl -n shop-live logs web-1`, ...words].join('\n'),
    ]);
    expect(texts(pod(status(last, { running: {} }, [{ type: 'Ready', status: 'True' }])))).toEqual([]);
  });

  test('for want of memory, says what to raise', () => {
    const killed = { terminated: { exitCode: 137, reason: 'OOMKilled' } };
    expect(texts(pod(status(killed, looping)))[0]).toContain('(OOMKilled): raise resources.memoryLimit; restarts');
  });

  test('of whose end the node knows nothing, says what the node says', () => {
    expect(texts(pod(status({}, looping)))).toEqual([
      'pod web-1: CrashLoopBackOff: back-off 40s restarting failed container',
    ]);
  });
});

test('an init container counts, too', () => {
  const ended = { name: 'wait', state: { terminated: { exitCode: 1, reason: 'Error' } } };
  expect(texts(pod({ phase: 'Pending', initContainerStatuses: [ended] }))).toEqual([
    'pod web-1: container wait ended with exit status 1 (Error)',
  ]);
});

test('a pod for which there is no room', () => {
  const conditions = [{ type: 'PodScheduled', status: 'False', message: '0/3 nodes are available' }];
  expect(texts(pod({ phase: 'Pending', conditions }))).toEqual(['pod web-1 finds no node: 0/3 nodes are available']);
});

test('a pod that runs and is not ready', () => {
  expect(texts(pod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] }))).toEqual([
    'pod web-1 runs but is not ready: its readiness probe is not answered; see kubectl -n shop-live logs web-1',
  ]);
});

test('a pod that its node has ended says why', () => {
  const message = 'The node was low on resource: ephemeral-storage.';
  expect(texts(pod({ phase: 'Failed', reason: 'Evicted', message }))).toEqual([`pod web-1: Evicted: ${message}`]);
  const conditions = [
    { type: 'DisruptionTarget', status: 'True', reason: 'PreemptionByScheduler', message: 'preempted by a' },
  ];
  expect(texts(pod({ phase: 'Pending', conditions }))).toEqual(['pod web-1: PreemptionByScheduler: preempted by a']);
});

test('a probe that is answered, but not well, says how; where that is 503, maintenance mode is thought of', () => {
  const found = pod({ phase: 'Running' });
  const web = { ...found, metadata: { ...found.metadata, labels: { 'app.kubernetes.io/component': 'web' } } };
  const event = (code: number): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'a' },
    reason: 'Unhealthy',
    message: `Readiness probe failed: HTTP probe failed with statuscode: ${code}`,
  });
  const text = (code: number) => troublesOf(web, [event(code)])[0]?.text;
  expect(text(500)).toBe(
    'pod web-1 runs but is not ready: Readiness probe failed: HTTP probe failed with statuscode: 500; see kubectl -n shop-live logs web-1',
  );
  expect(text(503)).toContain('drush state:get system.maintenance_mode');
});
