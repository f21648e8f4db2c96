import { get, kubectl } from './kubectl';
import type { Release } from './release';

/** An object of the cluster. */
interface Live {
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion?: string;
    readonly managedFields?: readonly { readonly subresource?: string }[];
  };
  readonly status?: unknown;
}

/**
 * What the cluster holds of a release, by kind and name: the version where only an apply moves it, and everything but the
 * status where controllers write that.
 */
export async function stateOf(release: Release): Promise<Record<string, unknown>> {
  const { items }: { items: Live[] } = await get(...release.files.flatMap((file) => ['--filename', file]));
  return Object.fromEntries(items.map((object) => [`${object.kind}/${object.metadata.name}`, withoutStatus(object)]));
}

function withoutStatus(object: Live): unknown {
  const { status, metadata, ...rest } = object;
  if (status === undefined) return object;
  const { resourceVersion: _moves, managedFields = [], ...own } = metadata;
  return {
    ...rest,
    metadata: { ...own, managedFields: managedFields.filter(({ subresource }) => subresource !== 'status') },
  };
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
