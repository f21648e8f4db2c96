import type { Problem } from '../../../../lib/problem';
import { asText, at, type Folder, type Json } from '../folder';
import { extensionsOf, phpOf } from './demands';
import type { ComposerFacts } from './facts';
import { hostsOf } from './hosts';
import { namedPaths } from './named-paths';

/** What Composer's files in a folder say; undefined where there is no composer.json. */
export function readComposer(
  folder: Folder,
  below: string,
  docroot: string,
  problems: Problem[],
): ComposerFacts | undefined {
  const path = (name: string) => (below === '' ? name : `${below}/${name}`);
  const json = folder.json(path('composer.json'), problems);
  if (json === undefined) return undefined;
  const lock = folder.json(path('composer.lock'), problems);
  const vendorDir = inside(asText(at(json, 'config', 'vendor-dir'))) ?? 'vendor';
  const binDir = inside(asText(at(json, 'config', 'bin-dir'))?.replace(/\{\$vendor-dir\}|\$vendor-dir/, vendorDir));
  const { named, missing, absent } = namedPaths(folder, json, { below, docroot, vendorDir });
  const settings = at(json, 'extra', 'drupal-scaffold', 'file-mapping', '[web-root]/sites/default/settings.php');
  return {
    folder: below,
    json,
    isLocked: lock !== undefined,
    vendorDir: path(vendorDir),
    binDir: path(binDir ?? `${vendorDir}/bin`),
    namesDrupal: /drupal/i.test(folder.text(path('composer.json')) ?? ''),
    packages: lock === undefined ? packagesIn(json.require) : versionsOf(lock.packages),
    devPackages: lock === undefined ? packagesIn(json['require-dev']) : versionsOf(lock['packages-dev']),
    php: phpOf(json, lock),
    platformPhp: asText(at(json, 'config', 'platform', 'php')),
    extensions: extensionsOf(json, lock),
    named,
    missing,
    absent,
    hosts: hostsOf(json),
    settingsFrom: asText(settings) ?? asText(at(settings, 'path')),
  };
}

/** A folder as Composer's settings name it: below its own, without dots and slashes at the ends. */
function inside(folder: string | undefined): string | undefined {
  return folder?.replace(/^(\.\/)+/, '').replace(/\/+$/, '') || undefined;
}

/** The packages of a list of requirements, without PHP and its extensions. */
function packagesIn(list: unknown): Record<string, string> {
  const entries = Object.entries((list ?? {}) as Json).filter(([name]) => name.includes('/'));
  return Object.fromEntries(entries.map(([name, constraint]) => [name, String(constraint)]));
}

function versionsOf(list: unknown): Record<string, string> {
  const packages = Array.isArray(list) ? list : [];
  return Object.fromEntries(packages.map((one) => [String(at(one, 'name')), String(at(one, 'version'))]));
}
