import { k8s } from 'cdk8s-plus-27';
import type { Mount } from '../site/backing-service';

/** Secrets are read by the pod's group, which is the container's. */
const READABLE_BY_GROUP = 0o440;

/** The volumes behind a container's mounts; mounts with the same name share one. */
export function volumesOf(mounts: readonly Mount[]): k8s.Volume[] {
  return [...new Map(mounts.map((mount) => [mount.name, volumeOf(mount)])).values()];
}

/** A container's mounts as the API has them. */
export function volumeMountsOf(mounts: readonly Mount[]): k8s.VolumeMount[] {
  return mounts.map(({ name, path, subPath, readOnly }) => ({
    name,
    mountPath: path,
    subPath,
    readOnly: readOnly ? true : undefined,
  }));
}

function volumeOf({ name, source }: Mount): k8s.Volume {
  if ('claim' in source) return { name, persistentVolumeClaim: { claimName: source.claim } };
  if ('configMap' in source) return { name, configMap: { name: source.configMap } };
  if ('scratch' in source) return { name, emptyDir: { sizeLimit: k8s.Quantity.fromString(source.scratch) } };
  const [only, ...others] = source.secrets;
  if (only !== undefined && others.length === 0) {
    return { name, secret: { secretName: only.secret, defaultMode: READABLE_BY_GROUP, items: itemsOf(only.keys) } };
  }
  const sources = source.secrets.map(({ secret, keys }) => ({ secret: { name: secret, items: itemsOf(keys) } }));
  return { name, projected: { defaultMode: READABLE_BY_GROUP, sources } };
}

/** Without a key, the whole Secret. */
function itemsOf(keys: Readonly<Record<string, string>>): k8s.KeyToPath[] | undefined {
  if (Object.keys(keys).length === 0) return undefined;
  return Object.entries(keys).map(([key, path]) => ({ key, path }));
}
