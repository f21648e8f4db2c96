import { holdOf } from '../../lib/kubernetes/held';
import { nameOf } from '../../lib/kubernetes/manifest';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/**
 * Workloads that somebody holds, so that a change of theirs would reach no pod: the release would have changed the database,
 * and the web would wait for pods that never come. Whoever held one had a reason, so it is refused and not resumed.
 * @param wanted the objects that would be applied: where they hold one themselves, it is held again by each deploy
 */
export function heldProblems(live: readonly KubernetesObject[], wanted: readonly KubernetesObject[] = []): string[] {
  const byManifests = wanted.flatMap((object) => {
    const hold = holdOf(object);
    return hold === undefined ? [] : [{ name: nameOf(object), ...hold }];
  });
  const names = new Set(byManifests.map(({ name }) => name));
  return [
    ...byManifests.map(
      ({ name, text, field, allowed }) =>
        `${name} ${text}, as its manifests say: where it is made, take ${field} out or set it to ${allowed}, and run cdk8s synth`,
    ),
    ...live.flatMap((object) => {
      const hold = holdOf(object);
      const name = nameOf(object);
      if (hold === undefined || names.has(name)) return [];
      const { text, field, allowed } = hold;
      const fix =
        field === 'spec.paused' ? `kubectl rollout resume ${name.toLowerCase()}` : `set ${field} to ${allowed}`;
      return [`${name} ${text}: ${fix}`];
    }),
  ];
}
