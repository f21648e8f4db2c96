import { parseImage, registryOf } from '../../lib/site/image';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import type { DeployContext } from './deploy-context';
import { selectorOf } from './newest-pods';

/** A pod that does not do what it should, in words. */
export interface Trouble {
  readonly text: string;
  /** Whether waiting will not help. */
  readonly isFinal: boolean;
}

const FINAL = [
  'ImagePullBackOff',
  'InvalidImageName',
  'CreateContainerConfigError',
  'CreateContainerError',
  'ErrImageNeverPull',
];

/** What is wrong with the pods of a selector. */
export async function troubles(
  { kubectl }: Pick<DeployContext, 'kubectl'>,
  selector: Readonly<Record<string, string>>,
): Promise<Trouble[]> {
  const pods = await kubectl.list('pods', selectorOf(selector));
  return pods.filter(({ status }) => status.phase !== 'Succeeded').flatMap(troublesOf);
}

/** Why a workload has no pods: a quota or a policy refuses them. */
export function troublesOfWorkload({ kind, metadata, status }: KubernetesObject): Trouble[] {
  const conditions: Condition[] = status?.conditions ?? [];
  return conditions
    .filter(({ type, status: is }) => type === 'ReplicaFailure' && is === 'True')
    .map(({ message }) => ({ text: `${kind}/${metadata.name} gets no pods: ${message}`, isFinal: false }));
}

interface Condition {
  readonly type: string;
  readonly status: string;
  readonly message?: string;
}

/** What is wrong with a pod; nothing if all is well, or on its way. */
export function troublesOf(pod: KubernetesObject): Trouble[] {
  const { metadata, status, spec } = pod;
  if (metadata.deletionTimestamp) return troublesOfEnding(pod);
  const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const waiting = statuses.filter(
    ({ state }) => state?.waiting?.reason && !['ContainerCreating', 'PodInitializing'].includes(state.waiting.reason),
  );
  const ended = statuses.filter(({ state }) => state?.terminated && state.terminated.exitCode !== 0);
  const unscheduled = (status.conditions ?? []).find(
    (condition: Condition) => condition.type === 'PodScheduled' && condition.status === 'False',
  );
  const isUnready =
    status.phase === 'Running' &&
    !(status.conditions ?? []).some(
      (condition: Condition) => condition.type === 'Ready' && condition.status === 'True',
    );
  const found = [
    ...waiting.map(({ state, image }) => ({
      text: waitingText(pod, state.waiting, image),
      isFinal: FINAL.includes(state.waiting.reason),
    })),
    ...ended.map(({ name, state }) => ({
      text: `pod ${metadata.name}: container ${name} ended with exit status ${state.terminated.exitCode} (${state.terminated.reason})${state.terminated.reason === 'OOMKilled' ? ': raise resources.memoryLimit' : ''}`,
      isFinal: spec.restartPolicy === 'Never',
    })),
    ...(unscheduled ? [{ text: `pod ${metadata.name} finds no node: ${unscheduled.message}`, isFinal: false }] : []),
  ];
  if (found.length > 0 || !isUnready) return found;
  return [
    {
      text: `pod ${metadata.name} runs but is not ready: its readiness probe is not answered; see kubectl -n ${metadata.namespace} logs ${metadata.name}`,
      isFinal: false,
    },
  ];
}

/** A pod whose time to end was up a minute ago is on a node that no longer answers; its volumes stay with it. */
function troublesOfEnding({ metadata, spec }: KubernetesObject): Trouble[] {
  if (Date.now() - Date.parse(metadata.deletionTimestamp ?? '') < 60_000) return [];
  const text = `pod ${metadata.name} was to end at ${metadata.deletionTimestamp} and has not: does its node answer? If that is gone for good: kubectl delete node ${spec.nodeName}`;
  return [{ text, isFinal: false }];
}

function waitingText(
  { metadata, spec }: KubernetesObject,
  { reason, message }: { reason: string; message?: string },
  image: string,
): string {
  const told = `pod ${metadata.name}: ${reason}${message ? `: ${message}` : ''}`;
  if (!/ImagePull/.test(reason)) return told;
  const secrets = (spec.imagePullSecrets ?? []).map(({ name }: { name: string }) => name);
  const parsed = parseImage(image);
  const registry = parsed === undefined ? 'unknown' : registryOf(parsed).replace(/^https:\/\/index\.|\/v1\/$/g, '');
  return [
    told,
    `  the image is ${image}, of the registry ${registry}`,
    secrets.length > 0
      ? `  the pull secret is ${secrets.join(', ')} in ${metadata.namespace}: check that its credential is still valid and may read this repository`
      : '  no pull secret is named: is the image public?',
    '  check that the image exists: did the build push it?',
  ].join('\n');
}
