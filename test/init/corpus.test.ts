import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { init } from '../../cli/init/init';
import { lookAt } from '../../cli/init/look/look-at';
import type { Case } from './case';
import { code } from './corpus/code';
import { configuration } from './corpus/configuration';
import { dockerignore } from './corpus/dockerignore';
import { drush } from './corpus/drush';
import { php } from './corpus/php';
import { settings } from './corpus/settings';
import { small } from './corpus/small';
import { software } from './corpus/software';
import { themes } from './corpus/themes';

/** Every small repository: one file of corpus/ for each matter, one entry for each kind. */
const CORPUS = { php, drush, configuration, code, dockerignore, software, themes, settings, small };
const CASES = Object.values(CORPUS).flat();

let base: string;
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'corpus-')));
});
afterEach(() => rmSync(base, { recursive: true }));

/** Lays a repository out, and returns the folder in which `init` runs. */
function lay({ files, links = {}, at }: Case): string {
  const root = join(base, 'shop');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path));
  }
  if (at !== undefined) execFileSync('git', ['init', '--quiet', root]);
  return at === undefined ? root : join(root, at);
}

/** Every file and link with what it holds. */
function tree(): Record<string, string> {
  const paths = readdirSync(base, { recursive: true, encoding: 'utf8' }).filter((path) => !path.includes('.git/'));
  return Object.fromEntries(
    paths.map((path) => {
      const entry = lstatSync(join(base, path));
      if (entry.isSymbolicLink()) return [path, readlinkSync(join(base, path))];
      return [path, entry.isDirectory() ? 'folder' : readFileSync(join(base, path), 'utf8')];
    }),
  );
}

describe.each(Object.entries(CORPUS))('%s:', (_matter, cases) => {
  test.each(cases.map((one) => [one.kind, one] as const))('%s', (_kind, one) => {
    const folder = lay(one);
    const before = tree();
    const dryRun = () => init(folder, { ...one.options, dryRun: true });
    if (one.refuses !== undefined) {
      const said = refusal(dryRun);
      for (const text of one.refuses) expect(said).toContain(text);
      expect(refusal(() => init(folder, one.options ?? {}))).toBe(said);
      expect(tree()).toEqual(before);
      return;
    }
    const foretold = dryRun();
    expect(tree()).toEqual(before); // a dry run writes nothing
    const said = init(folder, one.options ?? {});
    expect(
      foretold
        .replace(' (dry run: nothing is written)', '')
        .replaceAll(/^ {2}to (create|merge) +/gm, (_, verb) => `  ${`${verb}d`.padEnd(12)}`),
    ).toBe(said);
    for (const text of one.says ?? []) expect(said).toContain(text);
    for (const text of one.saysNot ?? []) expect(said).not.toContain(text);
    const read = (path: string) => readFileSync(join(folder, path), 'utf8');
    for (const [path, texts] of Object.entries(one.writes ?? {})) {
      const found = read(path);
      for (const text of texts) typeof text === 'string' ? expect(found).toContain(text) : expect(found).toMatch(text);
    }
    for (const [path, texts] of Object.entries(one.writesNot ?? {}))
      for (const text of texts) expect(read(path)).not.toContain(text);
    for (const path of one.never ?? []) expect(existsSync(join(folder, path))).toBe(false);
    // Nothing that was there is another, but for the files to which lines are added.
    const after = tree();
    const changed = Object.keys(before).filter((path) => after[path] !== before[path]);
    expect(changed.filter((path) => !/(^|\/)(package\.json|\.gitignore|\.dockerignore)$/.test(path))).toEqual([]);
  });
});

function refusal(run: () => string): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('init did not refuse');
}

const hasComposer = spawnSync('composer', ['--version']).status === 0;
const lacks = hasComposer ? '' : ' [skipped: there is no composer here; .ci/install-tools installs it]';
/** One case for each composer.json, and for each pair of files. */
const distinct = (keyOf: (one: Case) => string) => [
  ...new Map(
    CASES.filter(({ files, refuses, at }) => files['composer.json'] && !refuses && !at).map((one) => [keyOf(one), one]),
  ).values(),
];
const composerCases = distinct(({ files }) => files['composer.json'] ?? '');

/** Composer without a network, plug-ins and scripts. */
function composer(folder: string, ...args: string[]) {
  const env = {
    ...process.env,
    COMPOSER_ALLOW_SUPERUSER: '1',
    COMPOSER_DISABLE_NETWORK: '1',
    COMPOSER_HOME: join(base, 'home'),
  };
  return spawnSync('composer', [...args, '--no-interaction', '--no-plugins'], { cwd: folder, env, encoding: 'utf8' });
}

describe(`as Composer sees it${lacks}`, () => {
  const withComposer = hasComposer ? test : test.skip;
  const locked = distinct(({ files }) => files['composer.lock'] ?? '').filter(({ files }) => files['composer.lock']);

  withComposer.each(composerCases.map((one) => [one.kind, one] as const))('its files are sound: %s', (_kind, one) => {
    const folder = lay(one);
    // Composer itself refuses a byte order mark, which some plug-ins and editors write.
    for (const name of ['composer.json', 'composer.lock'])
      if (one.files[name]) writeFileSync(join(folder, name), one.files[name].replace('\uFEFF', ''));
    const { status, stdout, stderr } = composer(
      folder,
      'validate',
      '--no-check-lock',
      '--no-check-version',
      '--no-check-all',
    );
    expect({ status, said: status === 0 ? '' : stdout + stderr }).toEqual({ status: 0, said: '' });
  });

  withComposer.each(locked.map((one) => [one.kind, one] as const))('asks for the same extensions: %s', (_kind, one) => {
    const folder = lay(one);
    for (const name of ['composer.json', 'composer.lock'])
      writeFileSync(join(folder, name), (one.files[name] ?? '').replace('\uFEFF', ''));
    const { stdout, stderr } = composer(folder, 'check-platform-reqs', '--lock', '--no-dev', '--format', 'json');
    if (!stdout.includes('[')) throw new Error(stderr);
    const theirs = (JSON.parse(stdout) as { name: string; provider: string | null }[])
      .filter(({ name, provider }) => name.startsWith('ext-') && !provider)
      .map(({ name }) => name.slice(4));
    const ours = lookAt(folder).repository.composer?.extensions.map(({ name }) => name) ?? [];
    expect(ours).toEqual([...new Set(theirs)].sort());
  });
});
