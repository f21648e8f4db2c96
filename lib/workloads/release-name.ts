import { shortHash } from '../kubernetes/short-hash';

/** A short name for an image's version together with what it runs with: the same manifests have the same one. */
export function releaseName(version: string, ...parts: readonly unknown[]): string {
  const hash = shortHash(JSON.stringify(parts), 5);
  return `${shortName(version)}-${hash}`;
}

/** A tag as part of an object's name. */
function shortName(version: string): string {
  return version
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 20)
    .replace(/^-+|-+$/g, '');
}
