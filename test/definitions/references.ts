import { type Manifest, nameOf } from '../../lib/kubernetes/manifest';
import { podsOf, selects } from '../../lib/kubernetes/pods';

/**
 * The names by which an object refers to others, found by the fields that hold them wherever they stand: the rules of
 * lib/manifest-checks go by what they know of each kind, and so could forget one.
 */
const FIELDS: Record<string, string> = {
  'secret.secretName': 'Secret',
  'secret.name': 'Secret',
  'secretKeyRef.name': 'Secret',
  'imagePullSecrets.name': 'Secret',
  'tls.secretName': 'Secret',
  'configMap.name': 'ConfigMap',
  'persistentVolumeClaim.claimName': 'PersistentVolumeClaim',
  'spec.serviceAccountName': 'ServiceAccount',
  'spec.serviceName': 'Service',
  'service.name': 'Service',
  'backendRefs.name': 'Service',
  'scaleTargetRef.name': 'Deployment',
  'spec.volumeName': 'PersistentVolume',
};

/** References to what is neither emitted nor among the names that are there otherwise, as `Kind/name in Kind/name`. */
export function danglingReferences(objects: readonly Manifest[], otherwise: ReadonlySet<string>): string[] {
  const known = new Set([...objects.map(nameOf), ...otherwise]);
  return objects.flatMap((object) =>
    [...referencesIn(object)].filter((name) => !known.has(name)).map((name) => `${name} in ${nameOf(object)}`),
  );
}

/** Objects whose selector does not select the pods of just one workload. */
export function ambiguousSelectors(objects: readonly Manifest[]): string[] {
  const pods = podsOf(objects);
  return objects.flatMap((object) => {
    const selector = selectorOf(object);
    if (selector === undefined) return [];
    const owners = pods.filter(({ labels }) => selects(selector, labels)).map(({ owner }) => owner);
    return owners.length === 1 ? [] : [`${nameOf(object)} selects ${owners.join(' and ') || 'nothing'}`];
  });
}

function selectorOf({ kind, spec }: Manifest): Record<string, string> | undefined {
  if (kind === 'Service') return spec.selector;
  const hasPods = ['Deployment', 'StatefulSet', 'PodDisruptionBudget'].includes(kind);
  return hasPods ? spec.selector.matchLabels : undefined;
}

function* referencesIn(value: unknown, parent = ''): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* referencesIn(item, parent);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const kind = FIELDS[`${parent}.${key}`];
      if (kind !== undefined && typeof inner === 'string') yield `${kind}/${inner}`;
      yield* referencesIn(inner, key);
    }
  }
}
