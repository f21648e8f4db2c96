import type { Options } from '../../cli/init/answers';

/** A small repository shaped after a kind that is met, and what `init` has to make of it. */
export interface Case {
  /** What is special about it. */
  readonly kind: string;
  readonly files: Readonly<Record<string, string>>;
  /** Symbolic links, by path. */
  readonly links?: Readonly<Record<string, string>>;
  /**
   * The folder in which `init` runs; the repository is then in git.
   * @default - the root, without git
   */
  readonly at?: string;
  readonly options?: Options;
  /** What the refusal says; then nothing else is asked. */
  readonly refuses?: readonly string[];
  /** What the screen says. */
  readonly says?: readonly string[];
  readonly saysNot?: readonly string[];
  /** What files hold afterwards, by path. */
  readonly writes?: Readonly<Record<string, readonly (string | RegExp)[]>>;
  /** What they do not hold. */
  readonly writesNot?: Readonly<Record<string, readonly string[]>>;
  /** Files that must not be there afterwards. */
  readonly never?: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 4)}\n`;
}

/** A project of today: Drupal 11 in web/, by Composer. */
export function project(changes: Json = {}): string {
  const extra = { 'drupal-scaffold': { locations: { 'web-root': 'web/' } } };
  const require = { 'drupal/core-recommended': '^11.2', 'drush/drush': '^13.6' };
  return json({
    name: 'acme/shop',
    type: 'project',
    description: 'A shop',
    license: 'proprietary',
    require,
    extra,
    ...changes,
  });
}

/** A package of a lock file. */
export function locked(name: string, version: string, require: Json = {}, more: Json = {}): Json {
  const url = `https://example.org/${name}.zip`;
  return { name, version, dist: { type: 'zip', url }, require, type: 'library', ...more };
}

export const CORE = locked('drupal/core', '11.2.4', { php: '>=8.3.0', 'ext-gd': '*', 'ext-pdo': '*', 'ext-xml': '*' });
export const CORE_RECOMMENDED = locked('drupal/core-recommended', '11.2.4', { 'drupal/core': '11.2.4' });
export const DRUSH = locked('drush/drush', '13.6.2', { php: '>=8.3', 'ext-dom': '*' });

/** A composer.lock with packages, and those for development. */
export function lock(packages: readonly Json[], dev: readonly Json[] = [], platform: Json = {}): string {
  return json({
    'content-hash': '00000000000000000000000000000000',
    packages,
    'packages-dev': dev,
    aliases: [],
    'minimum-stability': 'stable',
    'stability-flags': {},
    'prefer-stable': false,
    'prefer-lowest': false,
    platform,
    'platform-dev': {},
  });
}

/** The lock of `project()` as it is. */
export const LOCK = lock([CORE, CORE_RECOMMENDED, DRUSH]);
export const EXPORT = {
  'config/sync/system.site.yml': 'name: Shop\n',
  'config/sync/core.extension.yml': 'module: {}\n',
};
export const SETTINGS = "<?php\n$settings['update_free_access'] = FALSE;\n";

/** A site in which nothing is special. */
export const PLAIN: Readonly<Record<string, string>> = { 'composer.json': project(), 'composer.lock': LOCK, ...EXPORT };
