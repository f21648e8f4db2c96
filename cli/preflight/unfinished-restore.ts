import { STOPPED_BY_RESTORE } from '../../lib/contract/restore';
import { nameOf } from '../../lib/kubernetes/manifest';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** Workloads that a restore has stopped and not brought back: the database may hold a part of what it shall hold. */
export function unfinishedRestore(live: readonly KubernetesObject[], folder: string, environment: string): string[] {
  const stopped = live.filter(({ metadata }) => metadata.annotations?.[STOPPED_BY_RESTORE] !== undefined);
  if (stopped.length === 0) return [];
  return [
    `a restore has not ended, and ${stopped.map(nameOf).join(', ')} is stopped until one ends: ` +
      `cdk8s-drupal restore ${folder} --environment ${environment}`,
  ];
}
