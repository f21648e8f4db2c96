import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { isAskedFor, partsOf, sourcesOf } from './sources';

const pod = (name: string, component: string, more: object = {}, annotations = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: `${component}-1`,
    uid: 'u',
    annotations,
    labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/component': component },
  },
  spec: { containers: [{ name: 'shipper' }, { name: 'drupal' }] },
  ...more,
});

test.each([
  ['drupal', 'web', ['web', 'drupal']],
  ['mariadb', 'database', ['mariadb', 'database']],
  ['drupal', 'one-off.command', ['one-off']],
])('a pod of %s and %s is asked for as %j', (name, component, parts) => {
  expect(partsOf(pod(name, component))).toEqual(parts);
});

test('a pod is asked for by a part, by its own name, or with all', () => {
  const web = pod('drupal', 'web');
  expect(isAskedFor(web, [])).toBe(true);
  expect(isAskedFor(web, ['cron', 'web'])).toBe(true);
  expect(isAskedFor(web, ['web-1'])).toBe(true);
  expect(isAskedFor(web, ['we'])).toBe(false);
});

const running = { running: {} };
const terminated = { terminated: {} };

test('containers that have begun are read, init containers too, each start of one for itself', () => {
  const status = {
    initContainerStatuses: [{ name: 'wait', state: terminated }],
    containerStatuses: [
      { name: 'drupal', state: running, restartCount: 2, lastState: terminated },
      { name: 'shipper', state: { waiting: {} } },
    ],
  };
  const main = { 'kubectl.kubernetes.io/default-container': 'drupal' };
  const sources = sourcesOf(pod('drupal', 'web', { status }, main));
  expect(sources).toEqual([
    { pod: 'web-1', container: 'wait', id: 'u/wait/0', prefix: 'web-1/wait', isOver: true },
    { pod: 'web-1', container: 'drupal', id: 'u/drupal/2', prefix: 'web-1', isOver: false },
  ]);
  expect(
    sourcesOf(pod('drupal', 'web', { status }, main), { previous: true }).map(({ container }) => container),
  ).toEqual(['drupal']);
});
