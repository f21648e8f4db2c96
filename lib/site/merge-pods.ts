import { plain } from '../kubernetes/plain';
import type { PodPlacement, PodSettings } from './pod';

/** What is taken from the last one that says it: joined, the terms of two affinities would mean something else. */
type Replaced = Pick<PodSettings, 'affinity' | 'priorityClassName'>;

/** Adds up what several levels say of a pod, the most general one first; undefined if none says anything. */
export function mergePods<T extends PodPlacement | PodSettings>(...levels: readonly (T | undefined)[]): T | undefined {
  const said = levels.filter((level): level is Exclude<typeof level, undefined> => level !== undefined);
  if (said.length === 0) return undefined;
  // A copy, since cdk8s takes no object without a prototype, and nothing that others may change.
  return plain(said.reduce((general, special) => joined(general, special) as typeof general));
}

function joined(general: PodSettings, special: PodSettings): PodSettings {
  const replaced: Replaced = {
    affinity: special.affinity ?? general.affinity,
    priorityClassName: special.priorityClassName ?? general.priorityClassName,
  };
  return Object.fromEntries(
    Object.entries({
      annotations: map(general.annotations, special.annotations),
      labels: map(general.labels, special.labels),
      nodeSelector: map(general.nodeSelector, special.nodeSelector),
      tolerations: list(general.tolerations, special.tolerations),
      hostAliases: list(general.hostAliases, special.hostAliases),
      mounts: map(general.mounts, special.mounts),
      initContainers: map(general.initContainers, special.initContainers),
      sidecars: map(general.sidecars, special.sidecars),
      ...replaced,
    }).filter(([, value]) => value !== undefined),
  );
}

function map<T>(
  general: Readonly<Record<string, T>> | undefined,
  special: Readonly<Record<string, T>> | undefined,
): Readonly<Record<string, T>> | undefined {
  return general === undefined || special === undefined ? (special ?? general) : { ...general, ...special };
}

function list<T>(general: readonly T[] | undefined, special: readonly T[] | undefined): readonly T[] | undefined {
  return general === undefined || special === undefined ? (special ?? general) : [...general, ...special];
}
