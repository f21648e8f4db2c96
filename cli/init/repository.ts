import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../../lib/problem';
import { targetAt } from './entry';
import { forComposer } from './for-composer';
import { type GitFacts, gitFacts } from './git';

/** What stands in the folder already. */
export interface Repository {
  readonly folder: string;
  /** Where Drupal's index.php is, below the folder. */
  readonly docroot: string;
  /** Where composer.json is: beside the docroot or in it. */
  readonly composer: 'root' | 'docroot' | undefined;
  /** Whether there is no Drupal yet, so that init begins one. */
  readonly isNew: boolean;
  readonly composerName?: string;
  readonly packageName?: string;
  /** What package.json says of this package. */
  readonly dependsOn?: string;
  /** The site files of sites/. */
  readonly sites: readonly string[];
  /** Folders beside the docroot that go into the image. */
  readonly besideDocroot: readonly string[];
  /** What Composer reads besides its own files. */
  readonly forComposer: readonly string[];
  /** The folder of config/ that holds the site's configuration, where it is not `sync`. */
  readonly otherConfig?: string;
  readonly git: GitFacts;
}

const DOCROOTS = ['src', 'web', 'docroot', 'html', 'public'];
const BESIDE = ['drush', 'recipes', 'solr-conf'];

/** Looks at a folder that may be empty, or not there at all. */
export function lookAt(folder: string): { repository: Repository; problems: Problem[] } {
  const problems: Problem[] = [];
  const json = (file: string) => readJson(folder, file, problems);
  const composerJson = json('composer.json');
  const packageJson = json('package.json');
  const found = DOCROOTS.filter((name) => hasDrupal(join(folder, name)));
  const docroot = webRoot(composerJson) ?? found[0] ?? 'src';
  const isFile = (...parts: string[]) => targetAt(join(folder, ...parts))?.isFile() ?? false;
  const inDocroot = isFile(docroot, 'composer.json');
  const isNew = composerJson === undefined && !inDocroot && found.length === 0;
  problems.push(...docrootProblems(folder, docroot), ...packageProblems(packageJson));
  return {
    problems,
    repository: {
      folder,
      docroot,
      composer: composerJson !== undefined || isNew ? 'root' : inDocroot ? 'docroot' : undefined,
      isNew,
      composerName: text(composerJson?.name),
      packageName: text(packageJson?.name),
      dependsOn: dependencyOf(packageJson),
      sites: namesIn(join(folder, 'sites')).filter((name) => name.endsWith('.ts')),
      besideDocroot: BESIDE.filter((name) => targetAt(join(folder, name))?.isDirectory()),
      forComposer: composerJson === undefined ? [] : forComposer(folder, docroot, composerJson),
      otherConfig: otherConfig(folder),
      git: gitFacts(folder),
    },
  };
}

/** Drupal's code, or the part of it that is in git where composer brings the rest. */
function hasDrupal(folder: string): boolean {
  return ['index.php', 'core', 'sites/default', 'modules/custom', 'themes/custom', 'composer.json'].some((name) =>
    existsSync(join(folder, name)),
  );
}

type Json = Record<string, unknown>;

function otherConfig(folder: string): string | undefined {
  const isConfig = (name: string) => existsSync(join(folder, 'config', name, 'system.site.yml'));
  return isConfig('sync') ? undefined : namesIn(join(folder, 'config')).find(isConfig);
}

function readJson(folder: string, file: string, problems: Problem[]): Json | undefined {
  const path = join(folder, file);
  if (!targetAt(path)?.isFile()) return undefined;
  try {
    const value = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
    problems.push({ path: file, message: 'is not an object', allowed: 'one JSON object', todo: 'mend it' });
  } catch (error) {
    const reason = (error as Error).message;
    problems.push({ path: file, message: `cannot be read: ${reason}`, allowed: 'one JSON object', todo: 'mend it' });
  }
  return undefined;
}

/** What composer.json says of where Drupal goes; only a plain text can be followed. */
function webRoot(composerJson: Json | undefined): string | undefined {
  const extra = composerJson?.extra as { 'drupal-scaffold'?: { locations?: { 'web-root'?: unknown } } } | undefined;
  const said = text(extra?.['drupal-scaffold']?.locations?.['web-root']);
  return said?.replace(/^\.\//, '').replace(/\/+$/, '') || (said === undefined ? undefined : '.');
}

function docrootProblems(folder: string, docroot: string): Problem[] {
  const isRoot = docroot === '.' || (existsSync(join(folder, 'core/lib/Drupal.php')) && docroot === 'src');
  if (!isRoot && /^[\w-]+$/.test(docroot)) return [];
  return [
    {
      path: 'the docroot',
      value: isRoot ? '.' : docroot,
      message: isRoot ? "is the repository's root, so Apache would serve the files of the deployment" : 'is too deep',
      allowed: `a folder of the repository, such as ${DOCROOTS.slice(0, 3).join(', ')}`,
      todo: isRoot
        ? 'move Drupal into src/, as in: mkdir src && git mv core index.php modules profiles sites themes src/'
        : 'move it, and change web-root in composer.json',
    },
  ];
}

function packageProblems(packageJson: Json | undefined): Problem[] {
  if (packageJson?.type !== 'module') return [];
  return [
    {
      path: 'package.json',
      value: 'module',
      message: 'has a type for which main.ts is not written',
      allowed: 'commonjs, which is also what no type means',
      todo: 'take "type" out, and name the scripts that need it .mjs',
    },
  ];
}

function dependencyOf(packageJson: Json | undefined): string | undefined {
  const lists = [packageJson?.dependencies, packageJson?.devDependencies] as (Json | undefined)[];
  return lists.map((list) => text(list?.['cdk8s-drupal'])).find((source) => source !== undefined);
}

function namesIn(folder: string): string[] {
  return targetAt(folder)?.isDirectory() ? readdirSync(folder).sort() : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
