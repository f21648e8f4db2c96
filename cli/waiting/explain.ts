import { nameOf } from '../../lib/kubernetes/manifest';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { eventsOf, troublesOfEvents } from './explain-events';
import { troublesOf } from './explain-pods';
import { ownedBy } from './owned';
import type { Condition, Trouble } from './trouble';

/**
 * Why a workload or a Job does not get on, as far as the cluster says: by its own conditions and events, and those of all that
 * it owns and uses.
 * @param cluster the objects of the namespace, events among them
 */
export function explain(
  object: KubernetesObject,
  cluster: readonly KubernetesObject[],
  isOld: (event: KubernetesObject) => boolean = () => false,
): Trouble[] {
  const events = cluster.filter(({ kind }) => kind === 'Event');
  const { sets, pods, claims } = ownedBy(object, cluster);
  const hasPods = pods.some(({ status }) => status?.phase !== 'Failed');
  const makers = hasPods && !lacksPods(object) ? [] : [object, ...sets];
  const found = [
    ...troublesOfWorkload(object),
    ...makers.flatMap((maker) => troublesOfEvents(maker, events, isOld)),
    ...pods
      .filter(({ status }) => status?.phase !== 'Succeeded')
      .flatMap((pod) => [...troublesOf(pod, eventsOf(pod, events)), ...eventsOfStuck(pod, events, isOld)]),
    ...claims.flatMap((claim) => troublesOfClaim(claim, events, isOld)),
  ];
  return withoutRepetition(found);
}

/** Why a workload has no pods: a quota or a policy refuses them, or somebody holds it. */
export function troublesOfWorkload(object: KubernetesObject): Trouble[] {
  const conditions: Condition[] = object.status?.conditions ?? [];
  const isHeld = object.kind === 'Job' ? object.spec?.suspend === true : object.spec?.paused === true;
  return [
    ...(isHeld
      ? [
          {
            text: `${nameOf(object)} is ${object.kind === 'Job' ? 'suspended' : 'paused'}, by somebody else`,
            isFinal: false,
          },
        ]
      : []),
    ...conditions
      .filter(({ type, status: is }) => type === 'ReplicaFailure' && is === 'True')
      .map(({ message }) => ({ text: `${nameOf(object)} gets no pods: ${message}`, isFinal: false })),
  ];
}

/** A StatefulSet or ReplicaSet that has fewer pods than it wants. */
function lacksPods({ kind, spec, status }: KubernetesObject): boolean {
  return kind !== 'Job' && (status?.replicas ?? 0) < (spec?.replicas ?? 1);
}

/** What a pod waits for that its status does not say: volumes, above all. */
function eventsOfStuck(
  pod: KubernetesObject,
  events: readonly KubernetesObject[],
  isOld: (event: KubernetesObject) => boolean,
): Trouble[] {
  return pod.status?.phase === 'Pending' ? troublesOfEvents(pod, events, isOld) : [];
}

function troublesOfClaim(
  claim: KubernetesObject,
  events: readonly KubernetesObject[],
  isOld: (event: KubernetesObject) => boolean,
): Trouble[] {
  if (claim.status?.phase === 'Bound') return [];
  const found = troublesOfEvents(claim, events, isOld);
  if (found.length > 0) return found;
  return [{ text: `${nameOf(claim)} has no volume yet`, isFinal: false }];
}

/** A condition repeats what an event says; the one from which hope follows stays. */
function withoutRepetition(found: readonly Trouble[]): Trouble[] {
  const kept: Trouble[] = [];
  for (const one of [...found].sort((a, b) => Number(b.isFinal) - Number(a.isFinal))) {
    const message = one.text.replace(/^\S+( gets no pods)?: (FailedCreate: )?/, '');
    if (!kept.some(({ text }) => text.includes(message))) kept.push(one);
  }
  return kept;
}
