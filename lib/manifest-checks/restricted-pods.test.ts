import * as published from '../index';
import type { Manifest } from '../kubernetes/manifest';
import restrictedPods from './restricted-pods';

const pod = { runAsNonRoot: true, runAsUser: 10_001, seccompProfile: { type: 'RuntimeDefault' } };
const container = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

/** A CronJob whose pod has these parts instead of the sound ones. */
function cronJob({ spec = {}, podContext = {}, context = {}, own = {} }: Record<string, object>): Manifest {
  const template = {
    spec: {
      securityContext: { ...pod, ...podContext },
      containers: [{ name: 'main', securityContext: { ...container, ...context }, ...own }],
      ...spec,
    },
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'cron' },
    spec: { jobTemplate: { spec: { template } } },
  };
}

test.each<[string, Record<string, object>]>([
  ['a sound pod', {}],
  ['the one capability that is allowed', { context: { capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } } }],
  ['a profile of the node', { podContext: { seccompProfile: { type: 'Localhost' } } }],
  ['a safe sysctl', { podContext: { sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] } }],
  [
    'the usual volumes',
    { spec: { volumes: [{ emptyDir: {} }, { secret: {} }, { configMap: {} }, { persistentVolumeClaim: {} }] } },
  ],
  ['a port of the container', { own: { ports: [{ containerPort: 80 }] } }],
  [
    'a container that says itself what the pod does not',
    { podContext: { runAsNonRoot: false, seccompProfile: {} }, context: pod },
  ],
])('passes %s', (_what, parts) => {
  expect(restrictedPods([cronJob(parts)])).toStrictEqual([]);
});

const NAMESPACE = 'shares a namespace of the node';
const PRIVILEGES = 'may gain privileges';
const ROOT = 'may run as root';
const CAPABILITIES = 'keeps capabilities';
const SECCOMP = 'has no seccomp profile';

test.each<[string, Record<string, object>, string]>([
  ['hostNetwork', { spec: { hostNetwork: true } }, NAMESPACE],
  ['hostPID', { spec: { hostPID: true } }, NAMESPACE],
  ['hostIPC', { spec: { hostIPC: true } }, NAMESPACE],
  [
    'a folder of the node',
    { spec: { volumes: [{ hostPath: {} }] } },
    'mounts a kind of volume that restricted forbids',
  ],
  ['NFS without a claim', { spec: { volumes: [{ nfs: {} }] } }, 'mounts a kind of volume that restricted forbids'],
  [
    'an unsafe sysctl',
    { podContext: { sysctls: [{ name: 'kernel.msgmax' }] } },
    'sets a sysctl that restricted forbids',
  ],
  ['privileged', { context: { privileged: true } }, PRIVILEGES],
  ['allowPrivilegeEscalation', { context: { allowPrivilegeEscalation: true } }, PRIVILEGES],
  ['silence on allowPrivilegeEscalation', { context: { allowPrivilegeEscalation: undefined as never } }, PRIVILEGES],
  ['silence on runAsNonRoot', { podContext: { runAsNonRoot: undefined as never } }, ROOT],
  ['the user 0', { context: { runAsUser: 0 as never } }, ROOT],
  ['silence on seccomp', { podContext: { seccompProfile: undefined as never } }, SECCOMP],
  ['no seccomp', { context: { seccompProfile: { type: 'Unconfined' } } }, SECCOMP],
  ['silence on capabilities', { context: { capabilities: undefined as never } }, CAPABILITIES],
  ['some capabilities dropped', { context: { capabilities: { drop: ['NET_RAW'] } } }, CAPABILITIES],
  ['a capability', { context: { capabilities: { drop: ['ALL'], add: ['SYS_PTRACE'] } } }, CAPABILITIES],
  ['a port of the node', { own: { ports: [{ hostPort: 80 }] } }, 'takes a port of the node'],
])('fails for %s', (_what, parts, message) => {
  expect(restrictedPods([cronJob(parts)]).map((problem) => problem.message)).toStrictEqual([message]);
});

test('fails for an init container too, and names it', () => {
  expect(restrictedPods([cronJob({ spec: { initContainers: [{ name: 'init' }] } })])).toContainEqual(
    expect.objectContaining({ path: 'CronJob/cron container init', message: PRIVILEGES }),
  );
});

test('is satisfied by what its messages say to write', () => {
  const bare = { name: 'own', image: 'own:1' };
  const pod = (spec: object): Manifest => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'own' }, spec });
  const fixes = restrictedPods([pod({ containers: [bare] })]).map(({ fix }) => fix);
  expect(fixes.join('\n')).toMatch(/restrictedContainer\(\)[\s\S]*restrictedPod\(\)/);
  const containers = [{ ...bare, securityContext: published.restrictedContainer() }];
  expect(restrictedPods([pod({ securityContext: published.restrictedPod(), containers })])).toStrictEqual([]);
});
