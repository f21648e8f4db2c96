import { containersOf, type Pod, podsOf } from '../kubernetes/pods';
import type { Problem } from '../problem';
import type { Check } from './check';

/**
 * Every pod passes the `restricted` Pod Security Standard, which the namespace enforces: a Deployment is accepted all the
 * same, and then never gets a pod.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
const restrictedPods: Check = (objects) =>
  podsOf(objects).flatMap((pod) => [
    ...podProblems(pod),
    ...containersOf(pod).flatMap((container) => containerProblems(pod, container)),
  ]);

export default restrictedPods;

const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
];

/** What to do about a setting that one of the two helpers makes. */
const POD = "in the pod's spec write securityContext: restrictedPod(), imported from cdk8s-drupal";
const CONTAINER = 'in the container write securityContext: restrictedContainer(), imported from cdk8s-drupal';

function podProblems({ owner, spec }: Pod): Problem[] {
  const context = spec.securityContext ?? {};
  const volumes = (spec.volumes ?? []).filter((volume: object) => {
    const kinds = Object.keys(volume).filter((key) => key !== 'name');
    return kinds.length === 0 || !kinds.every((key) => VOLUMES.includes(key));
  });
  const sysctls = (context.sysctls ?? []).filter(({ name }: { name: string }) => !SYSCTLS.includes(name));
  const isShared = spec.hostNetwork || spec.hostPID || spec.hostIPC;
  return [
    ...breach(owner, isShared, 'shares a namespace of the node', 'take out hostNetwork, hostPID and hostIPC'),
    ...breach(
      owner,
      volumes.length > 0,
      'mounts a kind of volume that restricted forbids',
      `use one of ${VOLUMES.join(', ')}`,
    ),
    ...breach(owner, sysctls.length > 0, 'sets a sysctl that restricted forbids', 'take it out'),
  ];
}

function containerProblems({ owner, spec }: Pod, container: Pod['spec']): Problem[] {
  const path = `${owner} container ${container.name}`;
  const context = { ...spec.securityContext, ...container.securityContext };
  const { drop = [], add = [] } = context.capabilities ?? {};
  const mayGain = context.privileged === true || context.allowPrivilegeEscalation !== false;
  const hasSeccomp = ['RuntimeDefault', 'Localhost'].includes(context.seccompProfile?.type);
  const keeps = !drop.includes('ALL') || add.some((capability: string) => capability !== 'NET_BIND_SERVICE');
  const takesPort = (container.ports ?? []).some((port: { hostPort?: number }) => port.hostPort);
  return [
    ...breach(path, mayGain, 'may gain privileges', CONTAINER),
    ...breach(path, context.runAsNonRoot !== true || context.runAsUser === 0, 'may run as root', POD),
    ...breach(path, !hasSeccomp, 'has no seccomp profile', POD),
    ...breach(path, keeps, 'keeps capabilities', CONTAINER),
    ...breach(path, takesPort, 'takes a port of the node', 'take out hostPort'),
  ];
}

function breach(path: string, is: boolean, message: string, fix: string): Problem[] {
  return is ? [{ path, message, allowed: 'what the Pod Security Standard "restricted" allows', fix }] : [];
}
