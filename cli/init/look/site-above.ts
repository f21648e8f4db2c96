import { join, relative, sep } from 'node:path';
import { webRoot } from './docroot';
import { Folder } from './folder';
import { rootOf } from './git';

/**
 * The nearest folder above, in the same git repository, whose composer.json says where Drupal goes: `..`. A folder below it that has no
 * composer.json, such as the docroot, is a part of that site and no site of its own. Undefined where there is none.
 */
export function siteAbove(path: string): string | undefined {
  const root = rootOf(path);
  if (root === undefined || new Folder(path).has('composer.json')) return undefined;
  const depth = relative(root, path).split(sep).filter(Boolean).length;
  return Array.from({ length: depth }, (_, index) =>
    Array(index + 1)
      .fill('..')
      .join('/'),
  ).find((above) => {
    const composer = new Folder(join(path, above)).json('composer.json', []);
    return composer !== undefined && webRoot(composer) !== undefined;
  });
}
