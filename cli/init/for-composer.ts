import { join } from 'node:path';
import { targetAt } from './entry';

const USUAL = ['patches', 'scripts', 'patches.lock.json'];

/**
 * What Composer reads of a repository besides its own files, by name or by the folder that it is in: patches, scripts, packages
 * of its own, files that are always loaded, and those that Drupal's scaffold takes in place of its own.
 * @see https://getcomposer.org/doc/05-repositories.md#path
 * @see https://www.drupal.org/docs/develop/using-composer/using-drupals-composer-scaffold
 */
export function forComposer(
  folder: string,
  docroot: string,
  composerJson: Readonly<Record<string, unknown>>,
): string[] {
  const { repositories, autoload, extra } = composerJson;
  const named = [
    ...valuesOf(repositories)
      .filter((repository) => at(repository, 'type') === 'path')
      .map((repository) => at(repository, 'url')),
    ...[at(autoload, 'files'), at(autoload, 'classmap')].flatMap(valuesOf),
    at(extra, 'patches-file'),
    ...valuesOf(at(extra, 'patches')).flatMap(valuesOf),
    ...valuesOf(at(at(extra, 'drupal-scaffold'), 'file-mapping')).flatMap((file) => [
      file,
      ...['path', 'append', 'prepend', 'default'].map((key) => at(file, key)),
    ]),
  ];
  const tops = named.filter((name) => typeof name === 'string').map(topOf);
  return [...new Set([...USUAL, ...tops])].filter(
    (name) => !['', docroot, 'vendor'].includes(name) && targetAt(join(folder, name)) !== undefined,
  );
}

/** What a path begins with below the repository: a folder goes along as a whole. An address and what lies outside have none. */
function topOf(path: string): string {
  const [top = ''] = path.replace(/^(\.\/)+/, '').split('/');
  return /^[\w.-]+$/.test(top) && !/^\.+$/.test(top) ? top : '';
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

/** A list's items or an object's values. */
function valuesOf(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}
