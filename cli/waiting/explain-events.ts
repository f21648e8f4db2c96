import { nameOf } from '../../lib/kubernetes/manifest';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import type { Trouble } from './trouble';

/** Where something else has to make room first. */
const LONG = 60_000;

/** Refused by a quota that is used up, which a pod that ends may change. */
const FULL = /exceeded quota/;
/** Refused by what nobody changes meanwhile: a quota that wants limits, a range, a policy. */
const REFUSED = /is forbidden:|is invalid:|denied the request/;
/** A volume that will not be made, or not larger: none is left, the class does not exist, or nobody makes volumes of it. */
const NO_VOLUME = /ResourceExhausted|InvalidArgument|OutOfRange|limit|quota|not found|no persistent volumes available/i;
const OF_VOLUMES = ['ProvisioningFailed', 'FailedBinding', 'VolumeResizeFailed'];
/** The cloud takes no more requests for the moment, and its driver asks again. */
const TOO_OFTEN = /rate[ _-]?(limit|exceeded)|request[ _-]?limit|too many requests|\b429\b|throttl/i;
/** What a pod mounts does not exist. */
const NOT_THERE = /(secret|configmap|references non-existent \S+ key).*not found|references non-existent/i;

/** What is told better elsewhere, in the pod's status: image pulls, restarts, scheduling, probes. */
const TOLD_BY_STATUS = ['BackOff', 'Failed', 'FailedScheduling', 'Unhealthy', 'ErrImagePull', 'Evicted'];

/** When an event was last seen, as the cluster's clock says. */
function lastSeen({ series, lastTimestamp, eventTime, metadata }: KubernetesObject): string {
  return series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '';
}

/** The events of an object, the newest first. */
export function eventsOf({ metadata }: KubernetesObject, events: readonly KubernetesObject[]): KubernetesObject[] {
  return events
    .filter(({ involvedObject }) => involvedObject?.uid === metadata.uid)
    .sort((one, other) => lastSeen(other).localeCompare(lastSeen(one)));
}

/**
 * What the events of an object say is wrong with it, each reason once.
 * @param isOld whether an event is of a time before this deploy: what it says may be mended
 */
export function troublesOfEvents(
  object: KubernetesObject,
  events: readonly KubernetesObject[],
  isOld: (event: KubernetesObject) => boolean,
): Trouble[] {
  const told = eventsOf(object, events).filter(
    ({ type, reason }) => (type === 'Warning' || reason === 'FailedBinding') && !TOLD_BY_STATUS.includes(reason),
  );
  const newest = told.filter((event, index) => told.findIndex(({ reason }) => reason === event.reason) === index);
  return newest.map((event) => {
    const old = isOld(event);
    const text = `${nameOf(object)}: ${event.reason}${old ? ` at ${lastSeen(event)}` : ''}: ${event.message}`;
    return { text, isFinal: false, ...(!old && hopeOf(event)) };
  });
}

function hopeOf({ reason, message = '' }: KubernetesObject): Partial<Trouble> {
  if (reason === 'FailedCreate' && FULL.test(message)) return { isFinal: true, grace: LONG };
  if (reason === 'FailedCreate' && REFUSED.test(message)) return { isFinal: true };
  if (OF_VOLUMES.includes(reason) && NO_VOLUME.test(message) && !TOO_OFTEN.test(message))
    return { isFinal: true, grace: LONG };
  if (reason === 'FailedMount' && NOT_THERE.test(message)) return { isFinal: true, grace: LONG };
  return {};
}
