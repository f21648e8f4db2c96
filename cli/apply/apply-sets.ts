import { createHash } from 'node:crypto';
import { type PrunedPhase, setName } from '../../lib/contract/records';
import { isProtected } from '../../lib/kubernetes/protected-kinds';
import { allObjects, type Dist } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** Where kubectl notes the kinds of a set: the first from 1.28 on, the second before. */
export const KINDS = ['applyset.kubernetes.io/contains-group-kinds', 'applyset.kubernetes.io/contains-group-resources'];
export const MEMBER = 'applyset.kubernetes.io/part-of';

/** @see https://github.com/kubernetes/enhancements/tree/master/keps/sig-cli/3659-kubectl-apply-prune#labels-and-annotations */
export function setId(phase: PrunedPhase, namespace: string): string {
  const hash = createHash('sha256')
    .update(`${setName(phase)}.${namespace}.ConfigMap.`)
    .digest('base64url');
  return `applyset-${hash}-v1`;
}

/** An object with the label that kubectl adds when it applies it as part of a set. */
export function asMember(object: KubernetesObject, phase: PrunedPhase, namespace: string): KubernetesObject {
  const labels = { ...object.metadata.labels, [MEMBER]: setId(phase, namespace) };
  return { ...object, metadata: { ...object.metadata, labels } };
}

/** All manifests as a deploy applies them: those of the pruned phases as members of their sets. */
export function appliedObjects({ phases, namespace }: Dist): KubernetesObject[] {
  const { services, web, secrets: _secrets, ...plain } = phases;
  const members = (phase: PrunedPhase, objects: readonly KubernetesObject[] = []) =>
    objects.map((object) => asMember(object, phase, namespace));
  return [...allObjects({ phases: plain }), ...members('services', services?.objects), ...members('web', web?.objects)];
}

/** The kinds that kubectl would look at when it prunes a set: `Deployment.apps`, or `deployments.apps` as 1.27 writes them. */
export function kindsOf({ metadata: { annotations = {} } }: KubernetesObject): string[] {
  return KINDS.flatMap((name) => (annotations[name] ?? '').split(',').filter(Boolean));
}

/** Those of them that must never be deleted. */
export function protectedKindsOf(parent: KubernetesObject): string[] {
  return kindsOf(parent).filter((kind) => isProtected(kind.split('.')[0] ?? ''));
}
