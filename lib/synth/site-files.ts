import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { SiteFile } from './synth-sites';

const MODULE = /\.[cm]?[jt]sx?$/i;
const NO_SITE = /(\.d\.[cm]?ts|\.(test|spec)\.[cm]?[jt]sx?)$/i;

/**
 * The files of a folder and of the folders in it, each of which is a site. In an inner folder, a file that exports no site is
 * taken for what others import.
 */
export function siteFiles(folder: string, load: (file: string) => unknown): SiteFile[] {
  return modulesBelow(folder, '').map((file) => ({ file: `${basename(folder)}/${file}`, load: () => load(file) }));
}

function modulesBelow(folder: string, inner: string): string[] {
  return readdirSync(join(folder, inner))
    .filter((name) => !name.startsWith('.') && name !== 'node_modules' && existsSync(join(folder, inner, name)))
    .sort()
    .flatMap((name) => {
      const path = inner === '' ? name : `${inner}/${name}`;
      if (statSync(join(folder, path)).isDirectory()) return modulesBelow(folder, path);
      return MODULE.test(name) && !NO_SITE.test(name) ? [path] : [];
    });
}
