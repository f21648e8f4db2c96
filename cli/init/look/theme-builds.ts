import { asText, at, type Folder, type Json } from './folder';
import type { Entry } from './walk';

/** A folder whose assets a script makes: of a theme, a module or the whole repository. */
export interface ThemeBuild {
  /** The folder of package.json, below the repository; empty for the root. */
  readonly folder: string;
  /** The lock file, which says what installs. */
  readonly lock?: 'package-lock.json' | 'npm-shrinkwrap.json' | 'yarn.lock' | 'pnpm-lock.yaml';
  /** Whether Yarn is of version 2 or newer. */
  readonly isYarnModern: boolean;
  /** The script that builds; undefined where no name says so. */
  readonly script?: string;
  /** All scripts but those that only check, where none is known to build. */
  readonly scripts: readonly string[];
  /** The file of a program that builds: `gulpfile.js`. */
  readonly buildFile?: string;
  /** The version of Node that is asked for, and where. */
  readonly node?: string;
}

const LOCKS = ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml'] as const;
const BUILDS = [
  'build:prod',
  'build:production',
  'build',
  'production',
  'prod',
  'compile',
  'dist',
  'gulp',
  'sass',
  'css',
];
/** Scripts that write nothing that a site serves. */
const CHECKS = /^(test|lint|format|prettier|eslint|stylelint|check|clean)([:-].*)?$/;
const BUILD_FILE = /^(gulpfile|Gruntfile|webpack\.config|vite\.config|rollup\.config)\./i;

/** What npm builds below the docroot, and what a package.json at the root builds that is not ours. */
export function themeBuilds(folder: Folder, docroot: string, entries: readonly Entry[]): ThemeBuild[] {
  const below = entries
    .filter(({ path, is }) => is === 'file' && path.endsWith('/package.json') && path.startsWith(`${docroot}/`))
    .map(({ path }) => path.slice(0, -'/package.json'.length))
    .filter((one) => !isOfAnotherSite(one, docroot));
  const outer = below.filter((one) => !below.some((other) => one.startsWith(`${other}/`)));
  return ['', ...outer].flatMap((one) => buildAt(folder, one) ?? []);
}

/** What stands in a folder of a multisite is not found by the site that is deployed. */
function isOfAnotherSite(path: string, docroot: string): boolean {
  const [, site] = /^\/sites\/([^/]+)\//.exec(path.slice(docroot.length)) ?? [];
  return site !== undefined && site !== 'default' && site !== 'all';
}

function buildAt(folder: Folder, at_: string): ThemeBuild | undefined {
  const path = (name: string) => (at_ === '' ? name : `${at_}/${name}`);
  const json = folder.json(path('package.json'), []);
  if (json === undefined) return undefined;
  const scripts = Object.keys((json.scripts ?? {}) as Json).filter((name) => !CHECKS.test(name));
  const script = BUILDS.find((name) => scripts.includes(name));
  const buildFile = folder.names(at_ === '' ? '.' : at_).find((name) => BUILD_FILE.test(name));
  if (script === undefined && (at_ === '' || (scripts.length === 0 && buildFile === undefined))) return undefined;
  return {
    folder: at_,
    lock: LOCKS.find((name) => folder.isFile(path(name))),
    isYarnModern: folder.isFile(path('.yarnrc.yml')) || /^yarn@[2-9]/.test(asText(json.packageManager) ?? ''),
    script,
    scripts,
    buildFile,
    node: folder.text(path('.nvmrc'))?.trim() || folder.text('.nvmrc')?.trim() || asText(at(json, 'engines', 'node')),
  };
}
