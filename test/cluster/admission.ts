import type { Manifest } from '../../lib/kubernetes/manifest';
import { podsOf } from '../../lib/kubernetes/pods';

/** An object as it would be in another namespace. */
export function inNamespace(object: Manifest, namespace: string): Manifest {
  if (object.metadata.namespace === undefined) return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}

/**
 * The pods that the controllers would make of the objects: a workload is accepted even where its pods are not. Claims from
 * a template are volumes of the same name.
 */
export function podsIn(objects: readonly Manifest[], namespace: string): Manifest[] {
  return objects.flatMap((object) =>
    podsOf([object]).map(({ labels, spec }) => {
      const templates: Manifest[] = object.spec.volumeClaimTemplates ?? [];
      const claims = templates.map(({ metadata: { name } }) => ({
        name,
        persistentVolumeClaim: { claimName: `${name}-pod` },
      }));
      const volumes = [...(spec.volumes ?? []), ...claims];
      return {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'pod', namespace, labels },
        spec: { ...spec, volumes },
      };
    }),
  );
}
