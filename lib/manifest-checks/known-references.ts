import { planTextIn, readPlan } from '../contract/deploy-plan';
import type { Manifest } from '../kubernetes/manifest';
import { containersOf, type Pod, podsOf } from '../kubernetes/pods';
import type { Problem } from '../problem';
import type { Check } from './check';

interface Reference {
  readonly kind: 'Secret' | 'ConfigMap' | 'PersistentVolumeClaim' | 'ServiceAccount';
  readonly name: string;
}

/**
 * Whatever a pod names is emitted, or said in the deploy plan to be there already. A pod
 * that names something else never starts.
 */
const knownReferences: Check = (objects) => {
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
          fix: `emit the ${kind}, or declare it in the binding`,
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
  const { secrets = [], claims = [], configMaps = [] } = readPlan(planTextIn(objects)) ?? {};
  return [
    ...secrets.map(({ name }) => `Secret/${name}`),
    ...claims.map((name) => `PersistentVolumeClaim/${name}`),
    ...configMaps.map((name) => `ConfigMap/${name}`),
  ];
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
