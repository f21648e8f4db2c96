import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { SHOP, synth } from '../../test/synth';

const pod = (spec: object = {}) => ({ containers: [{ name: 'a', image: 'a:1', ...spec }] });
const TOKEN = `glpat-${'aB3dE5gH7jK9mN1pQ3sT'}`;
const object = (kind: string, rest: object = {}, apiVersion = 'v1') => ({
  apiVersion,
  kind,
  metadata: { name: 'own' },
  ...rest,
});
const emit = (emitted: object) => {
  const bind = (scope: Construct) => {
    new ApiObject(scope, 'own', emitted as never);
    return {};
  };
  return synth([{ ...SHOP, services: [{ id: 'own', bind }] }]);
};

test.each<[string, object, string]>([
  [
    'a bare privileged pod',
    object('Pod', { spec: pod({ securityContext: { privileged: true } }) }),
    'may gain privileges',
  ],
  ['a ReplicaSet', object('ReplicaSet', { spec: { template: { spec: pod() } } }), 'may run as root'],
  [
    'a pod in a custom resource',
    object('Runner', { spec: { job: { podSpec: pod() } } }, 'x.example/v1'),
    'may run as root',
  ],
  [
    'an ephemeral container',
    object('Pod', { spec: { ...pod(), ephemeralContainers: [{ name: 'debug' }] } }),
    'container debug',
  ],
  [
    'a volume of two kinds',
    object('Pod', { spec: { ...pod(), volumes: [{ name: 'v', emptyDir: {}, hostPath: {} }] } }),
    'mounts a kind of volume',
  ],
  ['a Secret', object('Secret', { stringData: { a: 'hunter2' } }), 'is a Secret'],
  ['a token in a ConfigMap', object('ConfigMap', { data: { a: TOKEN } }), 'is a secret by its look'],
  [
    'a ClusterRoleBinding',
    object('ClusterRoleBinding', { roleRef: { name: 'cluster-admin' } }),
    'belongs to the cluster',
  ],
  ['a webhook', object('ValidatingWebhookConfiguration'), 'belongs to the cluster'],
  ['a policy', object('MutatingAdmissionPolicyBinding'), 'belongs to the cluster'],
  ['a definition', object('CustomResourceDefinition'), 'belongs to the cluster'],
  ['a class', object('StorageClass'), 'belongs to the cluster'],
  ['another namespace', object('Namespace'), 'belongs to the cluster'],
  ['a volume of the node', object('PersistentVolume', { spec: { hostPath: { path: '/' } } }), 'belongs to the cluster'],
  [
    'a binding to admin',
    object('RoleBinding', { roleRef: { name: 'admin' } }),
    'gives rights over the whole namespace',
  ],
  [
    'an object elsewhere',
    object('ConfigMap', { metadata: { name: 'own', namespace: 'kube-system' } }),
    'another namespace',
  ],
  ['a claim that is pruned', object('PersistentVolumeClaim', { spec: {} }), 'holds data, and its file is pruned'],
  ['a bad name', object('ConfigMap', { metadata: { name: 'Not A Name' } }), 'has a name that Kubernetes does not take'],
  ['a bad label', object('ConfigMap', { metadata: { name: 'own', labels: { a: 'x'.repeat(64) } } }), 'has a label'],
  [
    'large annotations',
    object('ConfigMap', { metadata: { name: 'own', annotations: { a: 'x'.repeat(300_000) } } }),
    'has annotations of',
  ],
  ['a large object', object('ConfigMap', { data: { a: 'x'.repeat(1_100_000) } }), 'is too large'],
  ['NUL', object('ConfigMap', { data: { a: 'a\0' } }), 'holds a NUL character'],
  ['half a character', object('ConfigMap', { data: { a: '\ud800' } }), 'half of a character'],
  ['addresses of others', object('Service', { spec: { externalIPs: ['1.2.3.4'] } }), 'takes addresses'],
  ['every host', object('Ingress', { spec: { rules: [{}] } }), 'takes every host'],
  ["another's host", object('Ingress', { spec: { rules: [{ host: 'b.example.com' }] } }), "not the site's"],
  ["another's host on a Gateway", object('HTTPRoute', { spec: { hostnames: ['b.example.com'] } }), "not the site's"],
])('a service of the user does not emit %s', (_what, emitted, message) => {
  const { status, report, files } = emit(emitted);
  expect(report).toContain(message);
  expect(report).not.toMatch(/hunter2|glpat-|^\s+at /m);
  expect([status, Object.keys(files)]).toStrictEqual([1, []]);
});

test('and may emit a sound object', () => {
  expect(emit(object('ConfigMap', { data: { a: 'b' } }))).toMatchObject({ status: 0 });
});

test('a bind that is async is refused', () => {
  const { report } = synth([{ ...SHOP, services: [{ id: 'own', bind: async () => ({}) }] }]);
  expect(report).toContain('take out async');
});
