import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { nameOf } from './differences';

/**
 * Workloads that somebody holds, so that a change of theirs would reach no pod: the release would have changed the database,
 * and the web would wait for pods that never come. Whoever held one had a reason, so it is refused and not resumed.
 */
export function heldProblems(live: readonly KubernetesObject[]): string[] {
  return live.flatMap((object) => {
    const name = nameOf(object);
    if (object.kind === 'Deployment' && object.spec.paused === true)
      return [`${name} is paused, so no new pod of it would start: kubectl rollout resume ${name.toLowerCase()}`];
    if (object.kind !== 'StatefulSet') return [];
    const { type, rollingUpdate } = object.spec.updateStrategy ?? {};
    if (type === 'OnDelete')
      return [
        `${name} has the update strategy OnDelete, so its pods would stay as they are: set spec.updateStrategy.type to RollingUpdate`,
      ];
    if ((rollingUpdate?.partition ?? 0) === 0) return [];
    return [
      `${name} has a partition of ${rollingUpdate.partition}, so pods below that number would stay as they are: set spec.updateStrategy.rollingUpdate.partition to 0`,
    ];
  });
}
