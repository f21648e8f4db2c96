import type { Problem } from '../problem';
import { containersOf, type Pod, podsOf } from './manifest';
import type { Rule } from './rule';

/**
 * Every pod passes the `restricted` Pod Security Standard, which the namespace enforces: a Deployment is accepted all the
 * same, and then never gets a pod.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
const restrictedPods: Rule = (objects) =>
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

function podProblems({ owner, spec }: Pod): Problem[] {
  const context = spec.securityContext ?? {};
  const volumes = (spec.volumes ?? []).filter((volume: object) => {
    const kinds = Object.keys(volume).filter((key) => key !== 'name');
    return kinds.length === 0 || !kinds.every((key) => VOLUMES.includes(key));
  });
  const sysctls = (context.sysctls ?? []).filter(({ name }: { name: string }) => !SYSCTLS.includes(name));
  return [
    ...breach(owner, spec.hostNetwork || spec.hostPID || spec.hostIPC, 'shares a namespace of the node'),
    ...breach(owner, volumes.length > 0, 'mounts a kind of volume that restricted forbids'),
    ...breach(owner, sysctls.length > 0, 'sets a sysctl that restricted forbids'),
  ];
}

function containerProblems({ owner, spec }: Pod, container: Pod['spec']): Problem[] {
  const path = `${owner} container ${container.name}`;
  const context = { ...spec.securityContext, ...container.securityContext };
  const { drop = [], add = [] } = context.capabilities ?? {};
  return [
    ...breach(path, context.privileged === true || context.allowPrivilegeEscalation !== false, 'may gain privileges'),
    ...breach(path, context.runAsNonRoot !== true || context.runAsUser === 0, 'may run as root'),
    ...breach(path, !['RuntimeDefault', 'Localhost'].includes(context.seccompProfile?.type), 'has no seccomp profile'),
    ...breach(
      path,
      !drop.includes('ALL') || add.some((capability: string) => capability !== 'NET_BIND_SERVICE'),
      'keeps capabilities',
    ),
    ...breach(
      path,
      (container.ports ?? []).some((port: { hostPort?: number }) => port.hostPort),
      'takes a port of the node',
    ),
  ];
}

function breach(path: string, is: boolean, message: string): Problem[] {
  return is
    ? [
        {
          path,
          message,
          allowed: 'what the Pod Security Standard "restricted" allows',
          todo: 'use restrictedPod() and restrictedContainer()',
        },
      ]
    : [];
}
