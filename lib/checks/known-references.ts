import type { Problem } from '../problem';
import { containersOf, type Manifest, type Pod, podsOf } from './manifest';
import type { Rule } from './rule';

interface Reference {
  readonly kind: 'Secret' | 'ConfigMap' | 'PersistentVolumeClaim' | 'ServiceAccount';
  readonly name: string;
}

/**
 * Whatever a pod names is emitted, or said in the deploy plan to be there already. A pod
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

/** What is made otherwise stands in the deploy plan. */
function planned(objects: readonly Manifest[]): string[] {
  const text = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'deploy')?.data[
    'plan.json'
  ];
  if (text === undefined) return [];
  const { secrets, claims }: { secrets: { name: string }[]; claims: string[] } = JSON.parse(text);
  return [...secrets.map(({ name }) => `Secret/${name}`), ...claims.map((name) => `PersistentVolumeClaim/${name}`)];
}

function referencesOf(pod: Pod): Reference[] {
  const { spec } = pod;
  const fromVolume = (volume: Manifest['spec']): Reference[] => [
    ...(volume.secret ? [{ kind: 'Secret' as const, name: volume.secret.secretName ?? volume.secret.name }] : []),
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
