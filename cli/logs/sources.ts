import { COMPONENT, DRUPAL, LABEL } from '../../lib/contract/labels';
import { POD } from '../../lib/contract/pods';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import type { Source } from './follow-container';

/** A container that has written or may write, and what is said of its lines. */
export interface LogSource extends Source {
  /** Another one for each start of the container. */
  readonly id: string;
  /** What stands before its lines. */
  readonly prefix: string;
  /** Whether it has ended, so that no more will come. */
  readonly isOver: boolean;
}

interface ContainerStatus {
  readonly name: string;
  readonly restartCount?: number;
  readonly state?: { readonly running?: object; readonly terminated?: object };
  readonly lastState?: { readonly terminated?: object };
}

/** What commands that somebody has typed are asked for by. */
const ONE_OFF = 'one-off';

/** The names by which a pod is asked for: what runs in it, and its role in the site. The first is its usual one. */
export function partsOf({ metadata }: KubernetesObject): string[] {
  const { [LABEL.name]: application, [LABEL.component]: component } = metadata.labels ?? {};
  if (component === COMPONENT.oneOff) return [ONE_OFF];
  const names = application === DRUPAL ? [component, application] : [application, component];
  return names.filter((name): name is string => name !== undefined);
}

/** Whether a pod is one that is asked for, by a part's name or by its own. */
export function isAskedFor(pod: KubernetesObject, parts: readonly string[]): boolean {
  return parts.length === 0 || parts.some((part) => part === pod.metadata.name || partsOf(pod).includes(part));
}

/** The containers of a pod that have begun, in the order in which they start. */
export function sourcesOf({ metadata, spec, status }: KubernetesObject, { previous = false } = {}): LogSource[] {
  const statuses: ContainerStatus[] = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  const main = metadata.annotations?.[POD.defaultContainer] ?? spec.containers[0].name;
  return statuses
    .filter(({ state, lastState }) => (previous ? lastState?.terminated : (state?.running ?? state?.terminated)))
    .map(({ name, restartCount = 0, state }) => ({
      pod: metadata.name,
      container: name,
      id: `${metadata.uid}/${name}/${restartCount}`,
      prefix: name === main ? metadata.name : `${metadata.name}/${name}`,
      isOver: state?.running === undefined,
    }));
}
