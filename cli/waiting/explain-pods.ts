import { COMPONENT, LABEL } from '../../lib/contract/labels';
import { ASK_MODE, switchMode } from '../../lib/contract/maintenance-mode';
import { parseImage, registryOf } from '../../lib/formats/image';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import type { Condition, Trouble } from './trouble';

const FINAL = [
  'ImagePullBackOff',
  'InvalidImageName',
  'CreateContainerConfigError',
  'CreateContainerError',
  'ErrImageNeverPull',
];

/** What is wrong with a pod, of which these are the events, the newest first; nothing if all is well, or on its way. */
export function troublesOf(pod: KubernetesObject, events: readonly KubernetesObject[] = []): Trouble[] {
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
    ...troublesOfNode(pod),
    ...waiting.map((container) => ({
      text: waitingText(pod, container),
      isFinal: FINAL.includes(container.state.waiting.reason),
    })),
    ...ended.map(({ name, state }) => ({
      text: `pod ${metadata.name}: ${endedText(name, state.terminated)}`,
      isFinal: spec.restartPolicy === 'Never',
    })),
    ...(unscheduled ? [{ text: `pod ${metadata.name} finds no node: ${unscheduled.message}`, isFinal: false }] : []),
  ];
  if (found.length > 0 || !isUnready) return found;
  return [
    {
      text: [
        `pod ${metadata.name} runs but is not ready: ${probeOf(pod, events)}; see kubectl -n ${metadata.namespace} logs ${metadata.name}`,
        ...statuses.filter(({ lastState }) => lastState?.terminated).map((container) => restartsText(pod, container)),
      ].join('\n'),
      isFinal: false,
    },
  ];
}

/** Why the node or the cluster has ended a pod: it was evicted, preempted, or its time was up. */
function troublesOfNode({ metadata, status }: KubernetesObject): Trouble[] {
  if (status.phase === 'Failed' && status.message)
    return [{ text: `pod ${metadata.name}: ${status.reason ?? 'failed'}: ${status.message}`, isFinal: false }];
  return (status.conditions ?? [])
    .filter(({ type, status: is, message }: Condition) => type === 'DisruptionTarget' && is === 'True' && message)
    .map(({ reason, message }: Condition) => ({ text: `pod ${metadata.name}: ${reason}: ${message}`, isFinal: false }));
}

/** What a pod that does not get ready answers its probe. */
function probeOf({ metadata }: KubernetesObject, events: readonly KubernetesObject[]): string {
  const message: string | undefined = events.find(({ reason }) => reason === 'Unhealthy')?.message;
  if (message === undefined) return 'its readiness probe is not answered';
  const isMaintenance = /statuscode: 503/.test(message) && metadata.labels?.[LABEL.component] === COMPONENT.web;
  const command = `kubectl -n ${metadata.namespace} exec ${metadata.name} -- ${ASK_MODE}`;
  const hint = ` (503 is what Drupal answers in maintenance mode: ${command} says whether it is on, and ${switchMode(0)} ends it)`;
  return `${message.trim()}${isMaintenance ? hint : ''}`;
}

/** A pod whose time to end was up a minute ago is on a node that no longer answers; its volumes stay with it. */
function troublesOfEnding({ metadata, spec }: KubernetesObject): Trouble[] {
  if (Date.now() - Date.parse(metadata.deletionTimestamp ?? '') < 60_000) return [];
  const text = `pod ${metadata.name} was to end at ${metadata.deletionTimestamp} and has not: does its node answer? If that is gone for good: kubectl delete node ${spec.nodeName}`;
  return [{ text, isFinal: false }];
}

interface Ended {
  readonly exitCode: number;
  readonly reason?: string;
}

/** The status of a container, as far as it is read here. */
interface Container {
  readonly name: string;
  readonly image: string;
  readonly restartCount?: number;
  readonly lastState?: { readonly terminated?: Ended };
}

interface Waiting {
  readonly state: { readonly waiting: { readonly reason: string; readonly message?: string } };
}

function endedText(name: string, { exitCode, reason }: Ended): string {
  const hint = reason === 'OOMKilled' ? ': raise resources.memoryLimit' : '';
  return `container ${name} ended with exit status ${exitCode}${reason ? ` (${reason})` : ''}${hint}`;
}

/** What a container that was restarted ended with, and where its last words are. */
function restartsText({ metadata }: KubernetesObject, { name, restartCount = 0, lastState }: Container): string {
  if (!lastState?.terminated) return '';
  return [
    `  ${endedText(name, lastState.terminated)}; restarts so far: ${restartCount}`,
    `  its last words: kubectl -n ${metadata.namespace} logs ${metadata.name} --container ${name} --previous`,
  ].join('\n');
}

function waitingText(pod: KubernetesObject, container: Container & Waiting): string {
  const { metadata, spec } = pod;
  const { image, state, lastState } = container;
  const { reason, message } = state.waiting;
  const told = `pod ${metadata.name}: ${reason}${message ? `: ${message}` : ''}`;
  if (lastState?.terminated && reason === 'CrashLoopBackOff')
    return [`pod ${metadata.name}: ${reason}`, restartsText(pod, container)].join('\n');
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
