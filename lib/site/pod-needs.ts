import type { PodSettings } from './pod';
import type { SecretNeed } from './secret-source';
import { secretVariables } from './secret-variables';

/** What must be in the namespace before a pod with such settings can start. */
export interface PodNeeds {
  readonly secrets: readonly SecretNeed[];
  readonly claims: readonly string[];
  readonly configMaps: readonly string[];
}

/** What pods need by their settings: what they mount, and the secrets of their containers' variables. */
export function podNeeds(settings: readonly (PodSettings | undefined)[]): PodNeeds {
  const pods = settings.filter((one) => one !== undefined);
  const containers = pods.flatMap(({ initContainers = {}, sidecars = {} }) => [
    ...Object.values(initContainers),
    ...Object.values(sidecars),
  ]);
  const mounts = [...pods, ...containers].flatMap((one) => Object.values(one.mounts ?? {}));
  return {
    secrets: [
      ...mounts.flatMap((mount) => ('secret' in mount ? [mountedSecret(mount)] : [])),
      ...containers.flatMap(({ env = {} }) => secretVariables(env).secrets),
    ],
    claims: unique(mounts.flatMap((mount) => ('claim' in mount ? [mount.claim] : []))),
    configMaps: unique(mounts.flatMap((mount) => ('configMap' in mount ? [mount.configMap] : []))),
  };
}

/** Of a whole Secret it is not known which keys it has; the name of a key is one, if no folder is meant. */
function mountedSecret({ secret, subPath }: { secret: string; subPath?: string }): SecretNeed {
  const isKey = subPath !== undefined && !subPath.includes('/');
  return {
    name: secret,
    purpose: 'a mount of the pods',
    keys: isKey ? { [subPath]: { from: 'existing', secret, key: subPath } } : {},
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
