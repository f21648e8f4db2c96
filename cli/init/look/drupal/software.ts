import type { ComposerFacts } from '../composer/facts';
import { at, type Folder, type Json } from '../folder';
import type { Entry } from '../walk';

/** What a repository holds. */
export type Software =
  | { readonly is: 'nothing' }
  | { readonly is: 'drupal'; readonly core?: CoreVersion }
  | {
      readonly is: 'other';
      /** Its name, as a person says it. */
      readonly name: string;
      /** By what it was recognised. */
      readonly by: string;
      /**
       * What to do about it.
       * @default - what to do about a folder that holds something else
       */
      readonly fix?: string;
    };

/** Which core a site has, or a constraint where no lock says it. */
export interface CoreVersion {
  readonly version: string;
  readonly by: string;
}

const CORE = ['drupal/core', 'drupal/core-recommended', 'drupal/drupal', 'drupal/legacy-project'];

/** Packages that are what a repository is made of, where Drupal is not among them. */
const FRAMEWORKS: readonly (readonly [RegExp, string])[] = [
  [/^laravel\/(framework|lumen-framework)$/, 'Laravel'],
  [/^symfony\/framework-bundle$/, 'Symfony'],
  [/^typo3\/cms-core$/, 'TYPO3'],
  [/^(johnpbloch|roots)\/wordpress/, 'WordPress'],
  [/^backdrop\/backdrop$/, 'Backdrop'],
  [
    /^(craftcms\/cms|statamic\/cms|silverstripe\/framework|neos\/neos|contao\/core-bundle|magento\/.*|shopware\/core|yiisoft\/yii2|cakephp\/cakephp|slim\/slim)$/,
    '',
  ],
];

/** Files that only one program has. */
const MARKS: readonly (readonly [string, string])[] = [
  ['wp-includes/version.php', 'WordPress'],
  ['wp-config.php', 'WordPress'],
  ['wp-content', 'WordPress'],
  ['artisan', 'Laravel'],
  ['typo3conf', 'TYPO3'],
  ['manage.py', 'an application in Python'],
  ['pyproject.toml', 'an application in Python'],
  ['Gemfile', 'an application in Ruby'],
  ['go.mod', 'an application in Go'],
  ['Cargo.toml', 'an application in Rust'],
  ['pom.xml', 'an application in Java'],
];

/** Recognises what is in the folder by what it is made of, and not by the names of folders. */
export function recognise(
  folder: Folder,
  facts: {
    readonly docroot: string;
    readonly hasDocroot: boolean;
    readonly composer: ComposerFacts | undefined;
    readonly packageJson: Json | undefined;
    readonly entries: readonly Entry[];
    readonly hasConfiguration: boolean;
  },
): Software {
  const { docroot, hasDocroot, composer, packageJson, entries, hasConfiguration } = facts;
  const old = oldDrupal(folder, docroot);
  if (old !== undefined) return old;
  const core = coreOf(folder, docroot, composer);
  const part = partOfDrupal(folder, composer);
  if (part !== undefined && core?.by.startsWith(docroot) !== true && !hasScaffold(composer)) return part;
  if (core !== undefined) return { is: 'drupal', core };
  const isDrupal = composer?.namesDrupal || hasConfiguration;
  if (!isDrupal) {
    const other = framework(composer) ?? marked(folder, ['', `${docroot}/`]);
    if (other !== undefined) return other;
    if (composer !== undefined && Object.keys(composer.packages).length > 0 && !hasDocroot)
      return { is: 'other', name: 'a PHP project without Drupal', by: 'composer.json' };
  }
  if (composer !== undefined || hasDocroot) return { is: 'drupal' };
  const below = drupalBelow(folder, entries);
  if (below !== undefined) return below;
  if (hasConfiguration) return { is: 'drupal' };
  return nodeApp(packageJson) ?? marked(folder, ['']) ?? partsOfSite(folder, entries) ?? { is: 'nothing' };
}

/** Drupal up to 7 and what came of it have no autoloader, and a version in a PHP file. */
function oldDrupal(folder: Folder, docroot: string): Software | undefined {
  for (const base of ['', `${docroot}/`]) {
    const bootstrap = folder.text(`${base}includes/bootstrap.inc`);
    const [, version] = /define\('VERSION', '([\d.]+[^']*)'\)/.exec(bootstrap ?? '') ?? [];
    if (version !== undefined) return { is: 'drupal', core: { version, by: `${base}includes/bootstrap.inc` } };
    if (folder.isFile(`${base}core/includes/bootstrap.inc`) && !folder.isFile(`${base}core/lib/Drupal.php`)) {
      const isBackdrop = /BACKDROP/.test(folder.text(`${base}core/includes/bootstrap.inc`) ?? '');
      if (isBackdrop) return { is: 'other', name: 'Backdrop', by: `${base}core/includes/bootstrap.inc` };
    }
  }
  return undefined;
}

function coreOf(folder: Folder, docroot: string, composer: ComposerFacts | undefined): CoreVersion | undefined {
  const path = (name: string) => (composer?.folder ? `${composer.folder}/${name}` : name);
  const locked = CORE.map((name) => composer?.packages[name]).find((version) => version !== undefined);
  if (locked !== undefined)
    return { version: locked, by: path(composer?.isLocked ? 'composer.lock' : 'composer.json') };
  for (const base of [`${docroot}/`, '']) {
    const text = folder.text(`${base}core/lib/Drupal.php`);
    const [, version] = /const VERSION = '([^']+)'/.exec(text ?? '') ?? [];
    if (version !== undefined) return { version, by: `${base}core/lib/Drupal.php` };
  }
  return undefined;
}

/** A module, theme, profile or recipe is a part of a site, and no site. */
function partOfDrupal(folder: Folder, composer: ComposerFacts | undefined): Software | undefined {
  const [, kind] =
    /^drupal-(?:custom-)?(module|theme|profile|recipe|library|drush)$/.exec(String(composer?.json.type)) ?? [];
  if (kind !== undefined)
    return { is: 'other', name: `a Drupal ${kind}, not a site`, by: `composer.json, type ${composer?.json.type}` };
  const info = folder.names('').find((name) => /\.info(\.yml)?$/.test(name));
  if (info === undefined || composer?.namesDrupal === true) return undefined;
  const [, said] = /^type:?\s*=?\s*(\w+)/m.exec(folder.text(info) ?? '') ?? [];
  return { is: 'other', name: `a Drupal ${said ?? 'module'}, not a site`, by: info };
}

function hasScaffold(composer: ComposerFacts | undefined): boolean {
  return at(composer?.json, 'extra', 'drupal-scaffold') !== undefined;
}

function framework(composer: ComposerFacts | undefined): Software | undefined {
  for (const name of Object.keys(composer?.packages ?? {})) {
    const [, called] = FRAMEWORKS.find(([pattern]) => pattern.test(name)) ?? [];
    if (called !== undefined) return { is: 'other', name: called || name, by: `composer.json, ${name}` };
  }
  return undefined;
}

function marked(folder: Folder, bases: readonly string[]): Software | undefined {
  for (const base of bases)
    for (const [path, name] of MARKS) if (folder.has(base + path)) return { is: 'other', name, by: base + path };
  return undefined;
}

/** A site in a folder of its own, of a repository that holds more. */
function drupalBelow(folder: Folder, entries: readonly Entry[]): Software | undefined {
  const found = entries
    .filter(({ path, is }) => is === 'file' && /^[^/]+(\/[^/]+){1,2}$/.test(path) && path.endsWith('/composer.json'))
    .map(({ path }) => path)
    .filter((path) => /"drupal\/(core|recommended|legacy)/.test(folder.text(path) ?? ''))
    .map((path) => path.slice(0, -'/composer.json'.length));
  if (found.length === 0) return undefined;
  return {
    is: 'other',
    name: `a repository with Drupal in ${found.slice(0, 3).join(', ')}`,
    by: `${found[0]}/composer.json`,
  };
}

/** The themes, the configuration or the Drush of a site whose code comes from somewhere else, such as a host's image. */
function partsOfSite(folder: Folder, entries: readonly Entry[]): Software | undefined {
  const by = entries
    .filter(({ is }) => is === 'file')
    .map(({ path }) => path)
    .find(
      (path) =>
        path === 'drush/drush.yml' ||
        /^drush\/sites\/[^/]+\.site\.yml$/.test(path) ||
        (/^composer\.[^/]+\.json$/.test(path) && /"drupal\//.test(folder.text(path) ?? '')) ||
        (path.endsWith('.info.yml') && /^core_version_requirement:/m.test(folder.text(path) ?? '')),
    );
  if (by === undefined) return undefined;
  return {
    is: 'other',
    name: 'parts of a Drupal site without composer.json and without Drupal',
    by,
    fix: "add the site's composer.json, by which the image gets Drupal, and run init again",
  };
}

/** A program for Node: what only accompanies a site has no start and no framework. */
function nodeApp(packageJson: Json | undefined): Software | undefined {
  const dependencies = Object.keys((packageJson?.dependencies ?? {}) as Json);
  const known = dependencies.find((name) =>
    /^(next|nuxt|express|fastify|koa|react|vue|svelte|@angular\/core|@nestjs\/core|gatsby|astro|@remix-run\/.*)$/.test(
      name,
    ),
  );
  if (known !== undefined) return { is: 'other', name: 'an application for Node', by: `package.json, ${known}` };
  const start = at(packageJson, 'scripts', 'start');
  return start === undefined
    ? undefined
    : { is: 'other', name: 'an application for Node', by: 'package.json, script start' };
}
