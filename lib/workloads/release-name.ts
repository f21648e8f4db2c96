import { createHash } from 'node:crypto';

/** A short name for an image's version together with what it runs with: the same manifests have the same one. */
export function releaseName(version: string, ...parts: readonly unknown[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 5);
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
