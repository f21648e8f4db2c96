import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** The names of the claims that objects use: those that they are, and those that StatefulSets make for each of their pods. */
export function claimNames(objects: readonly KubernetesObject[]): string[] {
  return objects.flatMap((object) => {
    if (object.kind === 'PersistentVolumeClaim') return [object.metadata.name];
    return object.kind === 'StatefulSet' ? claimsOfServer(object) : [];
  });
}

/** The names of a StatefulSet's claims, as its controller makes them: template, set, number of the pod. */
export function claimsOfServer({ metadata, spec }: KubernetesObject): string[] {
  const start: number = spec.ordinals?.start ?? 0;
  const ordinals = Array.from({ length: Math.max(spec.replicas ?? 1, 1) }, (_, index) => start + index);
  return (spec.volumeClaimTemplates ?? []).flatMap((claim: KubernetesObject) =>
    ordinals.map((ordinal) => `${claim.metadata.name}-${metadata.name}-${ordinal}`),
  );
}
