import type { Problem } from '../problem';
import { containersOf, type Manifest, type Pod, podsOf } from './manifest';
import type { Rule } from './rule';

interface Reference {
  readonly kind: 'Secret' | 'ConfigMap' | 'PersistentVolumeClaim' | 'ServiceAccount';
  readonly name: string;
}

/**
 * Whatever a pod names is emitted, planned (a Secret in the secret plan, a certificate), or declared as existing. A pod
 * that names something else never starts.
 */
const knownReferences: Rule = (objects) => {
  const known = new Set([...emitted(objects), ...planned(objects)]);
  return podsOf(objects).flatMap((pod) =>
    referencesOf(pod)
      .filter(({ kind, name }) => !known.has(`${kind}/${name}`))
      .map(
        ({ kind, name }): Problem => ({
          path: pod.owner,
          value: name,
          message: `refers to the ${kind} "${name}", which nothing makes`,
          allowed: 'what is emitted or declared',
          todo: `emit the ${kind}, or declare it in the binding`,
        }),
      ),
  );
};

export default knownReferences;

function emitted(objects: readonly Manifest[]): string[] {
  return objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
}

/** The secret plan is the ConfigMap that lists which Secrets must exist; claims of others carry an annotation. */
function planned(objects: readonly Manifest[]): string[] {
  return objects
    .filter(({ kind, data }) => kind === 'ConfigMap' && data?.['secrets.json'] !== undefined)
    .flatMap(({ data }) => [
      ...JSON.parse(data['secrets.json']).map(({ name }: { name: string }) => `Secret/${name}`),
      ...JSON.parse(data['claims.json'] ?? '[]').map((name: string) => `PersistentVolumeClaim/${name}`),
    ]);
}

function referencesOf(pod: Pod): Reference[] {
  const { spec } = pod;
  const fromVolume = (volume: Manifest['spec']): Reference[] => [
    ...(volume.secret ? [{ kind: 'Secret' as const, name: volume.secret.secretName }] : []),
    ...(volume.configMap ? [{ kind: 'ConfigMap' as const, name: volume.configMap.name }] : []),
    ...(volume.persistentVolumeClaim
      ? [{ kind: 'PersistentVolumeClaim' as const, name: volume.persistentVolumeClaim.claimName }]
      : []),
    ...(volume.projected?.sources ?? []).flatMap(fromVolume),
  ];
  return [
    ...(spec.serviceAccountName ? [{ kind: 'ServiceAccount' as const, name: spec.serviceAccountName }] : []),
    ...(spec.imagePullSecrets ?? []).map(({ name }: { name: string }) => ({ kind: 'Secret' as const, name })),
    ...(spec.volumes ?? [])
      .flatMap(fromVolume)
      .map(({ kind, name }: Reference) => ({ kind, name: name ?? 'without a name' })),
    ...containersOf(pod).flatMap(({ env = [] }) =>
      env.flatMap((variable: Manifest['spec']) =>
        variable.valueFrom?.secretKeyRef
          ? [{ kind: 'Secret' as const, name: variable.valueFrom.secretKeyRef.name }]
          : [],
      ),
    ),
  ];
}
