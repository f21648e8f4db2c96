import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Options } from './answers';
import { init, NothingWritten } from './init';

let base: string;
let folder: string;

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'init-')));
  folder = join(base, 'shop');
  mkdirSync(folder);
});
afterEach(() => rmSync(base, { recursive: true }));

function write(files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Every file and link below the folder, with what it holds. */
function tree(): Record<string, string> {
  const entries = readdirSync(base, { recursive: true, encoding: 'utf8' }).sort();
  const content = (path: string) => {
    const found = lstatSync(join(base, path));
    if (found.isSymbolicLink()) return 'link';
    return found.isDirectory() ? 'folder' : readFileSync(join(base, path), 'utf8');
  };
  return Object.fromEntries(entries.filter((path) => !path.includes('.git/')).map((path) => [path, content(path)]));
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');

/** What init says when it refuses; that it changed nothing is part of it. */
function refusal(options: Options = {}, directory = folder): string {
  const before = tree();
  try {
    init(directory, options);
  } catch (error) {
    expect(tree()).toEqual(before);
    if (error instanceof NothingWritten) return error.message;
    throw error;
  }
  throw new Error('init did not refuse');
}

const RECOMMENDED = JSON.stringify({
  name: 'acme/shop-site',
  extra: { 'drupal-scaffold': { locations: { 'web-root': 'web/' } } },
});

describe('into an empty folder', () => {
  test('writes all that a site repository needs', () => {
    const said = init(folder, {
      host: ['shop.example.org', 'www.shop.example.org'],
      image: 'registry.gitlab.com/acme/shop',
    });
    expect(Object.keys(tree()).filter((path) => path.includes('.') && !path.endsWith('.d'))).toMatchSnapshot();
    expect(said.replaceAll(base, '').replace(/(?<=npm pack )\S+/, 'CLONE')).toMatchSnapshot();
    expect(said.split('\n').length).toBeLessThanOrEqual(26);
    for (const file of [
      'sites/shop.ts',
      'Dockerfile',
      '.dockerignore',
      '.gitignore',
      '.gitlab-ci.yml',
      'composer.json',
    ])
      expect(read(file)).toMatchSnapshot(file);
  });

  test('writes the Dockerfile and versions of Flight Deck', () => {
    init(folder, { profile: 'flightdeck' });
    expect(read('Dockerfile')).toMatchSnapshot();
    expect(read('sites/shop.ts')).toContain("profile: 'flightdeck'");
    expect(JSON.parse(read('composer.json')).require['drupal/core-recommended']).toBe('^10.5');
  });

  test('makes the folder, and those above it', () => {
    folder = join(base, 'a/b/my site');
    init(folder, {});
    expect(read('sites/my-site.ts')).toContain("name: 'my-site'");
  });

  test('leaves no folder of its own behind', () => {
    init(folder, {});
    expect(readdirSync(folder).filter((name) => name.startsWith('.cdk8s'))).toEqual([]);
  });
});

describe('run again', () => {
  test('changes nothing and says so', () => {
    init(folder, {});
    const before = tree();
    const times = Object.keys(before).map((path) => lstatSync(join(base, path)).mtimeMs);
    const said = init(folder, {});
    expect(tree()).toEqual(before);
    expect(Object.keys(before).map((path) => lstatSync(join(base, path)).mtimeMs)).toEqual(times);
    expect(said).toContain('Nothing was changed.');
    expect(said).not.toMatch(/created|merged|left alone/);
  });

  test('leaves every edit alone, and names the file', () => {
    init(folder, {});
    const files = Object.keys(tree()).filter((path) => lstatSync(join(base, path)).isFile());
    for (const path of files)
      if (!/package\.json|composer\.json/.test(path)) writeFileSync(join(base, path), `mine\n`, { flag: 'a' });
    const before = tree();
    const said = init(folder, {});
    expect(tree()).toEqual(before);
    for (const file of ['main.ts', 'Dockerfile', 'src/sites/default/settings.kubernetes.php'])
      expect(said).toMatch(new RegExp(`${file.replaceAll('.', '\\.')}: differs`));
    expect(said).toContain('.gitlab-ci.yml: includes the components');
  });

  test('brings back what was removed, but not a site that was renamed', () => {
    init(folder, {});
    write({ 'sites/other.ts': read('sites/shop.ts') });
    rmSync(join(folder, 'sites/shop.ts'));
    rmSync(join(folder, 'main.ts'));
    const said = init(folder, { host: ['a.example.org'] });
    expect(readdirSync(join(folder, 'sites'))).toEqual(['other.ts']);
    expect(existsSync(join(folder, 'main.ts'))).toBe(true);
    expect(said).toContain('--host had no use');
  });

  test('adds another site by name', () => {
    init(folder, {});
    init(folder, { name: 'second', host: ['second.example.org'] });
    expect(readdirSync(join(folder, 'sites'))).toEqual(['second.ts', 'shop.ts']);
  });
});

describe('into a repository', () => {
  test('with composer and web/, takes over its name and layout', () => {
    write({ 'composer.json': RECOMMENDED, 'web/index.php': '', 'solr-conf/schema.xml': '' });
    init(folder, {});
    expect(read('composer.json')).toBe(RECOMMENDED);
    expect(read('sites/shop-site.ts')).toContain("name: 'shop-site'");
    expect(existsSync(join(folder, 'web/sites/default/settings.kubernetes.php'))).toBe(true);
    const dockerfile = read('Dockerfile');
    expect(dockerfile).toContain('ln -s web html');
    expect(dockerfile).toContain('COPY solr-conf solr-conf\nCOPY web web');
    expect(read('.dockerignore')).toContain('\nweb/core\n');
    expect(read('.gitignore')).not.toContain('/core/');
  });

  test('with what Composer needs besides its own files, copies that before it installs', () => {
    const composer = { autoload: { files: ['load.environment.php', 'not there.php'] } };
    write({
      'composer.json': JSON.stringify(composer),
      'load.environment.php': '<?php',
      'patches/core.patch': '',
      'scripts/composer/ScriptHandler.php': '<?php',
    });
    init(folder, {});
    expect(read('Dockerfile')).toMatch(
      /COPY composer\.json .*\nCOPY patches patches\nCOPY scripts scripts\nCOPY load\.environment\.php load\.environment\.php\nRUN --mount/,
    );
  });

  test('with its configuration in another folder, writes that into a new site file and asks for it in one that is there', () => {
    write({ 'composer.json': '{}', 'config/default/system.site.yml': 'name: Shop\n' });
    const line = "env: { DRUPAL_CONFIG_SYNC: '../config/default' },";
    expect(init(folder, {})).not.toContain(line);
    expect(read('sites/shop.ts')).toContain(line);
    write({ 'sites/shop.ts': read('sites/shop.ts').replace(line, '') });
    rmSync(join(folder, 'main.ts'));
    expect(init(folder, {})).toContain(line);
  });

  test('keeps the PHP that its Dockerfile has, digest and all, while Composer allows it', () => {
    write({ 'composer.json': '{ "require": { "php": "^8.2", "drupal/core": "^11.2" } }' });
    init(folder, {});
    const renovated = read('Dockerfile').replace(/^ARG PHP=.*$/m, 'ARG PHP=php:8.4.1-apache-trixie@sha256:abc');
    write({ Dockerfile: renovated });
    expect(init(folder, {})).not.toContain('Dockerfile: differs');
    write({ 'composer.json': '{ "require": { "php": ">=8.5", "drupal/core": "^11.3" } }' });
    rmSync(join(folder, 'main.ts'));
    expect(init(folder, {})).toContain(
      'The Dockerfile has PHP 8.4, and composer.json asks for >=8.5: change it to PHP 8.5.',
    );
  });

  test('whose .gitignore leaves out settings.php, says that it has to be in git', () => {
    execFileSync('git', ['init', '-q', folder]);
    write({ '.gitignore': '/web/sites/*/settings.php\n', 'web/index.php': '<?php' });
    expect(init(folder, {})).toContain('git add -f web/sites/default/settings.php');
  });

  test.each(['docroot', 'src'])('with Drupal in %s/ and no composer, builds without it', (docroot) => {
    write({ [`${docroot}/index.php`]: '', [`${docroot}/core/lib/Drupal.php`]: '' });
    init(folder, {});
    expect(existsSync(join(folder, 'composer.json'))).toBe(false);
    expect(read('Dockerfile')).not.toContain('composer install');
    expect(read('Dockerfile')).toContain(`COPY ${docroot} ${docroot}`);
    expect(read('.dockerignore')).not.toContain(`${docroot}/core`);
  });

  test('with composer.json in the docroot, installs there', () => {
    write({ 'src/index.php': '', 'src/composer.json': '{}' });
    init(folder, {});
    expect(read('Dockerfile')).toContain(
      'COPY src/composer.json src/composer.lock* ./src/\nWORKDIR /var/www/src\nRUN --mount=type=secret,id=composer_auth',
    );
    expect(read('Dockerfile')).toContain('PATH="/var/www/src/vendor/bin:$PATH"');
  });

  test('asks for the include where settings.php lacks it, and is content where it does not', () => {
    write({ 'web/index.php': '', 'web/sites/default/settings.php': '<?php\n' });
    expect(init(folder, {})).toContain("include __DIR__ . '/settings.kubernetes.php';");
    write({ 'web/sites/default/settings.php': "<?php\ninclude __DIR__ . '/settings.kubernetes.php';\n" });
    const said = init(folder, {});
    expect(said).toContain('settings.php: includes settings.kubernetes.php');
    expect(said).not.toContain('add:');
  });

  test('with a package.json adds what it lacks, and leaves the rest as it was', () => {
    const theirs = {
      name: '@acme/shop',
      scripts: { test: 'vitest' },
      devDependencies: { typescript: '5.0.0', vite: '7.0.0' },
    };
    write({ 'package.json': JSON.stringify(theirs, null, '\t') });
    chmodSync(join(folder, 'package.json'), 0o640);
    const said = init(folder, {});
    const json = JSON.parse(read('package.json'));
    expect(json).toMatchObject({ ...theirs, devDependencies: { ...theirs.devDependencies, jest: expect.any(String) } });
    expect(json.dependencies['cdk8s-drupal']).toMatch(/^file:packages\/cdk8s-drupal-.*\.tgz$/);
    expect(json.overrides['cdk8s-plus-27']).toBeDefined();
    expect(read('package.json')).toMatch(/^{\n\t"name": "@acme\/shop",\n\t"scripts"/);
    expect(read('package.json')).not.toMatch(/\n$/);
    expect(statSync(join(folder, 'package.json')).mode & 0o777).toBe(0o640);
    expect(said).toContain('keeps script test, typescript 5.0.0');
    expect(said).toContain('npx tsc --noEmit && npx jest');
    const after = read('package.json');
    expect(init(folder, {})).toMatch(/left alone +package\.json: keeps script test, typescript 5\.0\.0/);
    expect(read('package.json')).toBe(after);
  });

  test("takes npm's placeholder of a test for none", () => {
    const test = 'echo "Error: no test specified" && exit 1';
    write({ 'package.json': JSON.stringify({ name: 'shop', scripts: { test } }) });
    expect(init(folder, {})).toContain('npm install && npm test');
    expect(JSON.parse(read('package.json')).scripts.test).toContain('jest');
  });

  test('with a pipeline and a Dockerfile of its own, says what these have to do', () => {
    write({ '.gitlab-ci.yml': 'test:\n  script: vendor/bin/phpunit\n', Dockerfile: 'FROM php:8.3-apache\n' });
    const said = init(folder, {});
    expect(said).toContain('Into .gitlab-ci.yml take local: .gitlab/cdk8s-drupal/site.yml and ');
    expect(said).toContain('Jobs of yours are called test, as ours are.');
    expect(said).toContain('The pipeline builds your Dockerfile');
  });

  test('in a folder of a larger repository, says where its pipeline belongs', () => {
    execFileSync('git', ['init', '--quiet', '--initial-branch=trunk', base]);
    const said = init(folder, {});
    expect(said).toContain('move it there');
    expect(read('.gitlab-ci.yml')).toContain(
      'directory: shop\n      context: shop\n      dockerfile: shop/Dockerfile\n',
    );
    expect(read('.gitlab-ci.yml')).toContain('branch: "trunk"');
    writeFileSync(join(base, '.gitlab-ci.yml'), 'test: { script: make }');
    rmSync(join(folder, 'sites'), { recursive: true });
    expect(init(folder, {})).toMatch(
      /Into the \.gitlab-ci\.yml at the root of the repository take .*, with more inputs/,
    );
  });

  test.each([
    [['main', 'feature/pods'], 'main'],
    [['master', 'feature/pods'], 'master'],
    [['trunk', 'feature/main'], 'feature/main'],
  ])('with the branches %s deploys %s', (branches, expected) => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a', ...args]);
    const [first = ''] = branches;
    git('init', '--quiet', `--initial-branch=${first}`);
    git('commit', '--quiet', '--allow-empty', '--message=first');
    for (const branch of branches.slice(1)) git('checkout', '--quiet', '-b', branch);
    init(folder, {});
    expect(read('sites/shop.ts')).toContain(`branch: '${expected}'`);
  });

  test('with a .gitignore adds the lines that it lacks', () => {
    write({ '.gitignore': '/node_modules\n*.log' });
    init(folder, {});
    expect(read('.gitignore')).toMatch(/^\/node_modules\n\*\.log\n\n# cdk8s-drupal\ndist\/\n/);
    expect(read('.gitignore').match(/node_modules/g)).toHaveLength(1);
  });

  test.each([
    ['git@gitlab.com:Acme/web/Shop.git', 'registry.gitlab.com/acme/web/shop'],
    ['https://oauth2:glpat-secret@gitlab.com/acme/shop.git', 'registry.gitlab.com/acme/shop'],
    ['https://github.com/acme/shop.git', 'registry.gitlab.com/your-group/shop'],
  ])('whose origin is %s writes the image %s', (origin, image) => {
    execFileSync('git', ['init', '--quiet', '--initial-branch=trunk', folder]);
    execFileSync('git', ['-C', folder, 'remote', 'add', 'origin', origin]);
    const said = init(folder, {});
    expect(read('sites/shop.ts')).toContain(`image: '${image}'`);
    expect(read('sites/shop.ts')).toContain("branch: 'trunk'");
    expect(read('.gitlab-ci.yml')).toContain('branch: "trunk"');
    expect(JSON.stringify(tree()) + said).not.toContain('glpat-secret');
  });
});

describe('refuses, with nothing changed,', () => {
  test('what synth would refuse, all at once', () => {
    const said = refusal({ name: 'Bad_', image: 'A B', host: ['http://x', 'ok.example.org'] });
    for (const option of ['--name', '--image', '--host']) expect(said).toContain(`${option}: `);
    expect(said).toContain('3 problems, so nothing was written.');
    expect(refusal({ image: 'registry.gitlab.com/acme/shop:latest' })).toContain('latest');
    expect(refusal({ name: 'a'.repeat(60) })).toContain('the namespace would be');
    expect(refusal({ name: '' })).toContain('--name: "" is not a DNS label');
  });

  test('a folder without a usable name', () => {
    folder = join(base, 'ж');
    mkdirSync(folder);
    expect(refusal()).toContain('--name');
  });

  test('Drupal in the root of the repository', () => {
    write({ 'index.php': '', 'core/lib/Drupal.php': '' });
    const said = refusal();
    expect(said).toContain('move Drupal into a folder: mkdir web && git mv core index.php web/');
  });

  test.each([['{'], ['[]'], ['']])('a package.json that holds %j', (text) => {
    write({ 'package.json': text });
    expect(refusal()).toContain('package.json: ');
  });

  test('folders and files in the way, all at once', () => {
    write({ 'main.ts/x': '', sites: 'a file', 'src/sites': 'a file', 'package.json/x': '' });
    const said = refusal();
    expect(said).toContain('main.ts: is not a file');
    expect(said).toContain('package.json: is not a file');
    expect(said).toContain('sites: is not a folder');
    expect(said).toContain('src/sites: is not a folder');
  });

  test('a file in place of the folder', () => {
    write({ file: '' });
    expect(refusal({}, join(folder, 'file'))).toContain('the folder: is not a folder');
    expect(refusal({}, join(folder, 'file/below'))).toContain('is not a folder');
  });

  test.each([
    ['web', '..'],
    ['web/themes/custom', '../../..'],
    ['config', '..'],
    ['new', '..'],
  ])('a part of a site, such as %s, with the way to the site', (at, above) => {
    execFileSync('git', ['init', '--quiet', folder]);
    write({ 'composer.json': RECOMMENDED, 'web/index.php': '', 'web/themes/custom/a': '', 'config/a': '' });
    const said = refusal({}, join(folder, at));
    expect(said).toContain(`the folder: is a part of the Drupal site whose composer.json is in ${above}\n`);
    expect(said).toContain(`cdk8s-drupal init ${above}\n`);
    expect(said).toContain('1 problem');
  });

  test('links that lead out of the repository or nowhere', () => {
    mkdirSync(join(base, 'outside'));
    symlinkSync(join(base, 'outside'), join(folder, 'sites'));
    symlinkSync('nowhere', join(folder, 'main.ts'));
    const said = refusal();
    expect(said).toContain('sites: is a link that leads out of the repository, or nowhere');
    expect(said).toContain('main.ts: is a link that leads nowhere');
  });

  test('a folder that cannot be written', () => {
    write({ 'web/index.php': '' });
    mkdirSync(join(folder, 'web/sites/default'), { recursive: true });
    chmodSync(join(folder, 'web/sites/default'), 0o555); // as Drupal leaves it
    chmodSync(base, 0o755);
    const before = tree();
    const { status, stderr } = asNobody(folder);
    expect(stderr).toContain('web/sites/default: is a folder that cannot be written');
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(1);
    expect(tree()).toEqual(before);
  });
});

/** Runs the command as a user who has to keep to the modes of files: root does not. */
function asNobody(directory: string) {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) execFileSync('chown', ['-R', '65534:65534', directory]);
  return spawnSync('node', [join(__dirname, '../cdk8s-drupal.cjs'), 'init', directory], {
    encoding: 'utf8',
    ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
  });
}

test('follows a link that stays in the repository, and leaves a linked file alone', () => {
  write({ 'drupal/index.php': '', 'shared.json': '{}' });
  symlinkSync('drupal', join(folder, 'web'));
  symlinkSync('shared.json', join(folder, 'package.json'));
  const said = init(folder, {});
  expect(existsSync(join(folder, 'drupal/sites/default/settings.kubernetes.php'))).toBe(true);
  expect(read('shared.json')).toBe('{}');
  expect(said).toContain('package.json: is a link; lacks');
});

test('works from a folder that is itself a link', () => {
  symlinkSync(folder, join(base, 'link'));
  init(join(base, 'link'), {});
  expect(existsSync(join(folder, 'main.ts'))).toBe(true);
});
