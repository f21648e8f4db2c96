import { shortHash } from '../kubernetes/short-hash';
import type { Mount } from '../site/backing-service';
import type { PodMount, PodSettings } from '../site/pod';
import { type InlineFile, inlineFile } from './inline-file';

type PodMounts = Readonly<Record<string, PodMount>>;

/** What a site file mounts, as mounts. A claim that Drupal has already is one volume with it. */
export function ownMounts(mounts: PodMounts = {}, known: readonly Mount[] = []): Mount[] {
  return Object.entries(mounts).map(([path, mount]) => ({ path, ...volumeOf(path, mount, known) }));
}

/** All mounts of a pod's settings: Drupal's, and those of the containers beside it. */
export function allMounts({ mounts = {}, initContainers = {}, sidecars = {} }: PodSettings): [string, PodMount][] {
  const containers = [...Object.values(initContainers), ...Object.values(sidecars)];
  return [mounts, ...containers.map((container) => container.mounts ?? {})].flatMap((each) => Object.entries(each));
}

/** The files whose text stands in a pod's settings. */
export function inlineFiles(settings: PodSettings): InlineFile[] {
  return allMounts(settings).flatMap(([path, mount]) => ('file' in mount ? [inlineFile(path, mount.file)] : []));
}

function volumeOf(path: string, mount: PodMount, known: readonly Mount[]): Omit<Mount, 'path'> {
  if ('configMap' in mount) {
    const { configMap, subPath } = mount;
    return { name: volumeName('configmap', configMap), subPath, readOnly: true, source: { configMap } };
  }
  if ('secret' in mount) {
    const { secret, subPath } = mount;
    const source = { secrets: [{ secret, keys: {} }] };
    return { name: volumeName('secret', secret), subPath, readOnly: true, source };
  }
  if ('claim' in mount) {
    const { claim, subPath, readOnly } = mount;
    const same = known.find(({ source }) => 'claim' in source && source.claim === claim);
    return { name: same?.name ?? volumeName('claim', claim), subPath, readOnly, source: { claim } };
  }
  if ('file' in mount) {
    const { configMap, key } = inlineFile(path, mount.file);
    return { name: volumeName('inline', configMap), subPath: key, readOnly: true, source: { configMap } };
  }
  const name = mount.name === undefined ? volumeName('scratch', path) : volumeName('shared', mount.name);
  return { name, source: { scratch: mount.scratch } };
}

/** A volume's name is a DNS label; a text that is none is told from others by its hash. */
function volumeName(kind: string, text: string): string {
  const slug = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (slug === text && slug.length <= 45) return `pod-${kind}-${slug}`;
  const hash = shortHash(text);
  return ['pod', kind, slug.slice(0, 30).replace(/-+$/, ''), hash].filter(Boolean).join('-');
}
