import { get, kubectl } from './kubectl';
import type { Release } from './release';

/** An object of the cluster. */
interface Live {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion?: string;
    readonly generation?: number;
  };
  readonly status?: unknown;
}

/**
 * What the cluster holds of a release, by kind and name: everything but the status, which controllers write. The generation
 * counts changes; where there is none, the version does, unless a status moves it too. Custom resources have both, and on
 * Kubernetes 1.27 the version of theirs moves with each apply although nothing has changed.
 */
export async function stateOf(release: Release): Promise<Record<string, unknown>> {
  const { items }: { items: Live[] } = await get(...release.files.flatMap((file) => ['--filename', file]));
  return Object.fromEntries(items.map((object) => [`${object.kind}/${object.metadata.name}`, withoutStatus(object)]));
}

function withoutStatus(object: Live): unknown {
  const { status, metadata, ...rest } = object;
  if (status === undefined && metadata.generation === undefined) return object;
  const { resourceVersion: _moves, ...own } = metadata;
  return { ...rest, metadata: own };
}

/** What must outlive a release: databases and volumes, by kind and name, as the objects that they are. */
export async function keptIn(namespace: string): Promise<Record<string, string>> {
  const { items }: { items: Live[] } = await get('statefulsets,persistentvolumeclaims', '--namespace', namespace);
  return Object.fromEntries(items.map(({ kind, metadata }) => [`${kind}/${metadata.name}`, metadata.uid]));
}

/** Takes away namespaces and the volumes that were made for them. */
export async function remove(namespaces: readonly string[]): Promise<void> {
  if (namespaces.length === 0) return;
  await kubectl(['delete', 'namespace', ...namespaces, '--ignore-not-found']);
  const { items } = await get('persistentvolumes');
  const volumes: string[] = items
    .filter(({ spec }: { spec: { claimRef?: { namespace: string } } }) =>
      namespaces.includes(spec.claimRef?.namespace ?? ''),
    )
    .map(({ metadata }: Live) => metadata.name);
  if (volumes.length > 0) await kubectl(['delete', 'persistentvolume', ...volumes, '--ignore-not-found']);
}
