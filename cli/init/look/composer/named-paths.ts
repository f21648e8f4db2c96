import { asText, at, type Folder, type Json, valuesOf } from '../folder';

interface Layout {
  /** The folder of composer.json below the repository. */
  readonly below: string;
  readonly docroot: string;
  /** Below composer.json. */
  readonly vendorDir: string;
}

interface NamedPaths {
  /** What Composer reads and the repository holds. */
  readonly named: string[];
  /** What composer.json names and the repository does not hold. */
  readonly missing: string[];
  /** What the scripts of an installation use and no build has: a program such as `npm`, or `.git`. */
  readonly absent: string[];
}

const MAKEFILE = 'Makefile';
/** What a build is never handed, so no Dockerfile may copy it. */
const NEVER_SENT = /^(\.git|\.env[^/]*|\.gitlab|node_modules|dist)(\/|$)/;
/** Programs of a developer's machine that an image with PHP lacks. */
const LACKING = /(?:^|[\s;&|(])(npm|npx|yarn|pnpm|node|gulp|grunt|ddev|lando|docker)(?=\s|$)/g;

/** What plug-ins read without being told. */
const USUAL = ['patches', 'scripts', 'patches.json', 'patches.lock.json'];

/**
 * What Composer reads of a repository besides its own files: patches, scripts and what they run, packages of its own, classes that are
 * loaded, files that Drupal's scaffold takes in place of its own, and further composer.json files that a plug-in merges.
 * A folder outside of the docroot goes along as a whole.
 * @see https://getcomposer.org/doc/05-repositories.md#path
 * @see https://docs.cweagans.net/composer-patches/usage/defining-patches/
 * @see https://www.drupal.org/docs/develop/using-composer/using-drupals-composer-scaffold
 */
export function namedPaths(folder: Folder, json: Json, layout: Layout): NamedPaths {
  const { below, docroot, vendorDir } = layout;
  const inRepository = (path: string) => (below === '' ? path : `${below}/${path}`);
  const own = [...explicit(json), ...inPatchesFile(folder, json, inRepository)];
  const commands = commandsOfInstallation(json);
  const run = wordsOf(commands);
  const made = run.includes(MAKEFILE) ? includedBy(MAKEFILE, (path) => folder.text(inRepository(path))) : [];
  const said = [...own, ...run, ...made]
    .flatMap(pathOf)
    .filter((path) => !isUnder(path, vendorDir) && !NEVER_SENT.test(path));
  const names = [...USUAL, ...said].map((path) => {
    const full = inRepository(path);
    return isUnder(full, docroot) ? full : inRepository(path.split('/')[0] ?? '');
  });
  const there = [...new Set(names)].filter((path) => path !== docroot && folder.has(path));
  const missing = own
    .flatMap(pathOf)
    .filter((path) => !isUnder(path, vendorDir))
    .map(inRepository);
  return {
    named: there.filter((path) => !there.some((other) => other !== path && isUnder(path, other))),
    missing: [...new Set(missing)].filter((path) => !isUnder(path, docroot) && !folder.has(path)),
    absent: absentFrom(commands),
  };
}

/** What composer.json says by a path of its own. */
function explicit(json: Json): string[] {
  const { repositories, autoload, extra } = json;
  const named = [
    ...valuesOf(repositories)
      .filter((repository) => ['path', 'artifact'].includes(String(at(repository, 'type'))))
      .map((repository) => at(repository, 'url')),
    ...['files', 'classmap'].flatMap((key) => valuesOf(at(autoload, key))),
    ...['psr-4', 'psr-0'].flatMap((key) =>
      valuesOf(at(autoload, key)).flatMap((one) => (isText(one) ? [one] : valuesOf(one))),
    ),
    at(extra, 'patches-file'),
    at(extra, 'composer-patches', 'patches-file'),
    ...patchesIn(extra),
    ...['include', 'require'].flatMap((key) => valuesOf(at(extra, 'merge-plugin', key))),
    ...valuesOf(at(extra, 'drupal-scaffold', 'file-mapping')).flatMap((file) => [
      file,
      ...['path', 'append', 'prepend', 'default'].map((key) => at(file, key)),
    ]),
  ];
  return named.filter(isText);
}

/** The patches of a list by package: a path each, or an object with one. */
function patchesIn(list: unknown): unknown[] {
  return valuesOf(at(list, 'patches')).flatMap((patches) =>
    valuesOf(patches).map((patch) => asText(patch) ?? at(patch, 'url')),
  );
}

/** The patches that a file of patches names, as versions 1 and 2 of the plug-in have it. */
function inPatchesFile(folder: Folder, json: Json, inRepository: (path: string) => string): string[] {
  const { extra } = json;
  const files = [at(extra, 'patches-file'), at(extra, 'composer-patches', 'patches-file'), 'patches.json'];
  return files
    .filter(isText)
    .flatMap(pathOf)
    .flatMap((file) => patchesIn(folder.json(inRepository(file), [])))
    .filter(isText);
}

/** The commands of the scripts that belong to `composer install`, with those of the scripts that they call. */
function commandsOfInstallation({ scripts }: Json): string[] {
  const install = /^(pre|post)-(install|autoload-dump|package|drupal-scaffold|root-package|patch)|^(pre|post)-.*-cmd$/;
  const commands = (name: string, seen = new Set<string>()): string[] => {
    const said = at(scripts, name);
    if (seen.has(name) || said === undefined) return [];
    seen.add(name);
    return (isText(said) ? [said] : valuesOf(said).filter(isText)).flatMap((command) =>
      /^@(?!php\b|composer\b|putenv\b)/.test(command)
        ? commands(command.slice(1).split(' ')[0] ?? '', seen)
        : [command],
    );
  };
  return Object.keys((scripts ?? {}) as Json)
    .filter((name) => install.test(name) && !/-(update|create-project|status|archive)-cmd$/.test(name))
    .flatMap((name) => commands(name));
}

/** The words of commands that may be paths; `make` reads a Makefile. */
function wordsOf(commands: readonly string[]): string[] {
  return commands.flatMap((command) => [
    ...(/(^|[\s;&|(])make(\s|$)/.test(command) ? [MAKEFILE] : []),
    ...command.split(/[\s;&|()'"=]+/).filter((word) => /[./]/.test(word) && !word.startsWith('-')),
  ]);
}

/** The files that a Makefile cannot do without, and those that they include. */
function includedBy(path: string, read: (path: string) => string | undefined, seen = new Set<string>()): string[] {
  if (seen.has(path)) return [];
  seen.add(path);
  const lines = [...(read(path) ?? '').matchAll(/^include[ \t]+([^#\n]+)/gm)];
  const files = lines.flatMap(([, words = '']) => words.trim().split(/\s+/));
  return files.flatMap((file) => [file, ...includedBy(file, read, seen)]);
}

/** What commands use that the build of an image does not have. */
function absentFrom(commands: readonly string[]): string[] {
  const programs = commands.flatMap((command) => [...command.matchAll(LACKING)].map(([, name = '']) => name));
  const usesGit = commands.some((command) => /(^|[\s'"=/])\.git\//.test(command));
  return [...new Set([...programs, ...(usesGit ? ['.git'] : [])])];
}

/** A path below composer.json up to its first wildcard; an address and what lies outside are none. */
function pathOf(said: string): string[] {
  const [plain = ''] = said.replace(/^(\.\/)+/, '').split(/[*?[{]/);
  const path = plain.replace(/\/+$/, '');
  return /^[\w.@-][\w.@ +-]*(\/[\w.@ +-]+)*$/.test(path) && !path.split('/').includes('..') ? [path] : [];
}

function isUnder(path: string, folder: string): boolean {
  return folder !== '' && (path === folder || path.startsWith(`${folder}/`));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
