import { join } from 'node:path';
import { Folder } from './folder';
import { walk } from './walk';

/** The names of sites that other folders of one git repository have: each becomes a namespace, so no two may be the same. */
export function otherSites(folder: string, prefix: string | undefined): string[] {
  if (prefix === undefined) return [];
  const root = new Folder(join(folder, ...prefix.split('/').map(() => '..')));
  return walk(root.path)
    .filter(({ path, is }) => is === 'file' && /(^|\/)sites\/[^/]+\.ts$/.test(path) && !path.startsWith(`${prefix}/`))
    .flatMap(({ path }) => /^\s*name:\s*['"]([^'"]+)['"]/m.exec(root.text(path) ?? '')?.[1] ?? []);
}
