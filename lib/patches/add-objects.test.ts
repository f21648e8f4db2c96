import { find, objectsOf, SHOP, synth } from '../../test/synth';
import type { AddedObject } from '../site/patch';

const object = (apiVersion: string, kind: string, rest: object = {}): AddedObject =>
  ({ apiVersion, kind, metadata: { name: 'extra' }, ...rest }) as AddedObject;
const reportOf = (...objects: unknown[]) => synth([{ ...SHOP, objects }]).report;

/** The file in which an object stands. */
function fileOf(added: AddedObject, props: object = {}): string | undefined {
  const { files, report } = synth([{ ...SHOP, objects: [added], ...props }]);
  if (report.includes('problem')) throw new Error(report);
  return Object.keys(files).find((file) => files[file]?.includes('name: extra\n'));
}

const claim = object('v1', 'PersistentVolumeClaim', {
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});
const notes = object('v1', 'ConfigMap', { data: { a: 'b' } });
const policy = object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, policyTypes: ['Egress'] } });

test.each<[string, AddedObject, string]>([
  ['a claim', claim, 'shop/live/10-state.k8s.yaml'],
  ['a ConfigMap', notes, 'shop/live/20-services.k8s.yaml'],
  ['a NetworkPolicy', policy, 'shop/live/20-services.k8s.yaml'],
  ['a ConfigMap that must be there first', { ...notes, phase: 'namespace' }, 'shop/live/00-namespace.k8s.yaml'],
  ['a ConfigMap with the web', { ...notes, phase: 'web' }, 'shop/live/40-web.k8s.yaml'],
])('%s goes to its file', (_what, added, file) => {
  expect(fileOf(added)).toBe(file);
});

test('an object gets the namespace and labels of the site, and no phase', () => {
  expect(find(objectsOf({ objects: [{ ...notes, phase: 'web' }] }), 'ConfigMap', 'extra')).toStrictEqual({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'extra',
      namespace: 'shop-live',
      labels: { 'app.kubernetes.io/instance': 'shop-live', 'app.kubernetes.io/part-of': 'shop' },
      annotations: { 'argocd.argoproj.io/sync-wave': '1' },
    },
    data: { a: 'b' },
  });
});

test('a patch sees an object that is added', () => {
  const patches = [{ target: { kind: 'ConfigMap', name: 'extra' }, patch: { data: { a: 'c' } } }];
  expect(find(objectsOf({ objects: [notes], patches }), 'ConfigMap', 'extra').data).toStrictEqual({ a: 'c' });
});

describe('what an object may not be', () => {
  test.each<[string, object, string]>([
    ['misspelt', { ...notes, dat: {} }, 'objects[0].dat: is a field that Kubernetes does not know'],
    ['of no kind', object('batch/v1', 'CronJb'), 'objects[0].kind: "CronJb" is no kind of batch/v1'],
    ['of another group', object('v1', 'Deployment'), 'objects[0].apiVersion: "v1" is not the one of a Deployment'],
    ['of a former group', object('extensions/v1beta1', 'Ingress'), 'fix:     write "networking.k8s.io/v1"'],
    ['of a former version', object('policy/v1beta1', 'PodDisruptionBudget'), 'fix:     write "policy/v1"'],
    ['without a name', { ...notes, metadata: {} }, 'objects[0].metadata.name: is missing\n    allowed: a name'],
    ['without metadata', { ...notes, metadata: undefined }, 'objects[0].metadata: is missing\n    allowed: an object'],
    ['named by a text', { ...notes, metadata: 'a' }, 'objects[0].metadata: "a" is not an object'],
    ['with null in a list', { ...notes, data: [{ a: [1, null] }] }, 'holds what is no plain data in data[0].a[1]'],
    ['without a kind', { apiVersion: 'v1', metadata: { name: 'a' } }, 'objects[0].kind: is missing'],
    ['in another phase', { ...notes, phase: 'release' }, 'objects[0].phase: "release" is not a file for objects'],
    ['a Secret', object('v1', 'Secret', { stringData: { a: 'b' } }), 'is a Secret, whose value would stand in dist'],
    ['of the cluster', object('v1', 'Namespace'), 'belongs to the cluster'],
    ['elsewhere', { ...notes, metadata: { name: 'a', namespace: 'b' } }, "stands in another namespace than the site's"],
    ['a name that is taken', { ...notes, metadata: { name: 'deploy' } }, 'is emitted twice'],
    ['data in a file that is pruned', { ...claim, phase: 'web' }, 'holds data, and its file is pruned'],
    ['a custom resource', object('mail.example.com/v1', 'Queue'), "add 'custom-resources' to allow"],
    [
      'a pod with rights',
      object('v1', 'Pod', { spec: { containers: [{ name: 'a', image: 'a:1' }] } }),
      'may gain privileges',
    ],
  ])('%s', (_what, added, says) => expect(reportOf(added)).toContain(says));

  test('but of a version that is to come', () => {
    expect(reportOf(object('batch/v2', 'Job'), object('networking.k8s.io/v1', 'Later'))).not.toContain('objects[');
  });

  test('no list', () => {
    expect(synth([{ ...SHOP, objects: notes }]).report).toContain('objects: {');
  });
});
