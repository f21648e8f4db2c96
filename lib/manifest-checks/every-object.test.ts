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
const emit = (emitted: object, props: object = {}) => {
  const bind = (scope: Construct) => {
    new ApiObject(scope, 'own', emitted as never);
    return {};
  };
  return synth([{ ...SHOP, ...props, services: [{ id: 'own', bind }] }]);
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
  [
    'a Deployment that is paused',
    object('Deployment', { spec: { paused: true, template: { spec: pod() } } }, 'apps/v1'),
    'no new pod of it would start',
  ],
  [
    'pods that are replaced by hand',
    object('StatefulSet', { spec: { updateStrategy: { type: 'OnDelete' }, template: { spec: pod() } } }, 'apps/v1'),
    'allowed: spec.updateStrategy.type: RollingUpdate',
  ],
  [
    'pods that stay as they are',
    object('StatefulSet', { spec: { updateStrategy: { rollingUpdate: { partition: 1 } }, template: { spec: pod() } } }),
    'has a partition of 1',
  ],
  [
    'a name that leaves no room for that of its pods',
    object('StatefulSet', { metadata: { name: 'x'.repeat(53) }, spec: { template: { spec: pod() } } }, 'apps/v1'),
    'at most 52 characters',
  ],
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

const RESTRICTED = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    { name: 'a', image: 'a:1', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } },
  ],
};
const token = { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } };

describe.each<[string, string, object]>([
  ['a load balancer', 'public-service', object('Service', { spec: { type: 'LoadBalancer' } })],
  ['a port of the nodes', 'public-service', object('Service', { spec: { type: 'NodePort' } })],
  ['a Role', 'roles', object('Role', { rules: [] }, 'rbac.authorization.k8s.io/v1')],
  ['a RoleBinding', 'roles', object('RoleBinding', { roleRef: { name: 'own' } }, 'rbac.authorization.k8s.io/v1')],
  ['a custom resource', 'custom-resources', object('Queue', {}, 'rabbitmq.com/v1')],
  [
    "a custom resource of Kubernetes' groups",
    'custom-resources',
    object('Gateway', {}, 'gateway.networking.k8s.io/v1'),
  ],
  ["another kind of an edge's group", 'custom-resources', object('IngressRoute', {}, 'traefik.io/v1alpha1')],
  ['a ServiceAccount with a token', 'service-account-token', object('ServiceAccount')],
  [
    'a pod with a token',
    'service-account-token',
    object('Pod', { spec: { ...RESTRICTED, automountServiceAccountToken: true } }),
  ],
  [
    'a pod with a token as a volume',
    'service-account-token',
    object('Pod', { spec: { ...RESTRICTED, volumes: [token] } }),
  ],
])('%s', (_what, word, emitted) => {
  test(`is refused, and the message names ${word}`, () => {
    const { status, report, files } = emit(emitted);
    expect([status, Object.keys(files)]).toStrictEqual([1, []]);
    expect(report).toContain(`add '${word}' to allow in the site file`);
    expect(report).toContain('1 problem, ');
  });

  test.each(['public-service', 'roles', 'custom-resources', 'service-account-token'])('with %s allowed', (allowed) => {
    expect(emit(emitted, { allow: [allowed] }).status).toBe(allowed === word ? 0 : 1);
  });
});

test('a risk is allowed in one environment alone', () => {
  const environments = { live: { hosts: ['a.example.com'] }, stage: { hosts: ['b.example.com'], allow: ['roles'] } };
  const { report } = emit(object('Role', { rules: [] }, 'rbac.authorization.k8s.io/v1'), { environments });
  expect(report).toContain('shop live\n  Role/own');
});

test('a word that nothing needs is told, and one that nobody knows is refused', () => {
  const { status, report } = emit(object('ServiceAccount'), { allow: ['roles', 'service-account-token'] });
  expect(status).toBe(0);
  expect(report).toContain('Allowed and not needed: roles (shop).');
  expect(emit(object('ConfigMap'), { allow: ['everything'] }).report).toContain(
    'public-service, roles, custom-resources',
  );
});

test('what an edge emits, and a ServiceAccount without a token, need no word', () => {
  expect(emit(object('ServiceAccount', { automountServiceAccountToken: false })).status).toBe(0);
  expect(emit(object('Certificate', {}, 'cert-manager.io/v1')).status).toBe(0);
});
