import { k8s } from 'cdk8s-plus-27';

/** The parts of a pod that are the same for everything that is not Drupal: no token, no rights, no service variables. */
export function lockedPod(
  serviceAccountName: string | undefined,
): Pick<k8s.PodSpec, 'serviceAccountName' | 'automountServiceAccountToken' | 'enableServiceLinks'> {
  return { serviceAccountName, automountServiceAccountToken: false, enableServiceLinks: false };
}

/** The name of the volume behind a scratch folder. */
export function scratchName(path: string): string {
  return `scratch${path.replaceAll('/', '-')}`;
}

/** A folder of its own for each path: writable, and gone with the pod. */
export function scratch(folders: Readonly<Record<string, string>>): {
  volumes: k8s.Volume[];
  volumeMounts: k8s.VolumeMount[];
} {
  const named = Object.entries(folders).map(([path, size]) => ({
    path,
    size,
    name: scratchName(path),
  }));
  return {
    volumes: named.map(({ name, size }) => ({ name, emptyDir: { sizeLimit: k8s.Quantity.fromString(size) } })),
    volumeMounts: named.map(({ name, path }) => ({ name, mountPath: path })),
  };
}

/** A claim for a volume of one node, as a template or a claim of its own. */
export function blockClaim(size: string, storageClassName: string | undefined): k8s.PersistentVolumeClaimSpec {
  return {
    accessModes: ['ReadWriteOnce'],
    storageClassName,
    resources: { requests: { storage: k8s.Quantity.fromString(size) } },
  };
}
