import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { init } from './init';

const PROJECT = join(__dirname, '../..');
const VERSION = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')).version;

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sources-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const dependency = () => JSON.parse(read('package.json')).dependencies['cdk8s-drupal'];

describe('the package', () => {
  test('is a file of the repository as long as nobody has published it, and init says how it gets there', () => {
    const said = init(folder, {});
    expect(dependency()).toBe(`file:packages/cdk8s-drupal-${VERSION}.tgz`);
    expect(said).toMatch(/npm pack \S+ --pack-destination packages$/m);
    expect(read('apply.Dockerfile')).toContain('\nCOPY packages packages\nRUN npm ci');
  });

  test('is where it is said to be', () => {
    const said = init(folder, { package: './deploy/cdk8s-drupal-0.1.0.tgz' });
    expect(dependency()).toBe('file:deploy/cdk8s-drupal-0.1.0.tgz');
    expect(said).toContain('Put the package where package.json looks for it: deploy/cdk8s-drupal-0.1.0.tgz.');
    expect(read('apply.Dockerfile')).toContain('COPY deploy deploy\n');
  });

  test.each(['git+https://gitlab.example.com/group/cdk8s-drupal.git#v0.1.0', '0.1.0'])('may be %s', (source) => {
    const said = init(folder, { package: source });
    expect(dependency()).toBe(source);
    expect(said).not.toContain('Put the package');
    expect(read('apply.Dockerfile')).not.toContain('COPY packages');
  });

  test('is left as package.json has it', () => {
    writeFileSync(join(folder, 'package.json'), '{ "dependencies": { "cdk8s-drupal": "file:lib/it.tgz" } }');
    mkdirSync(join(folder, 'lib'));
    writeFileSync(join(folder, 'lib/it.tgz'), '');
    const said = init(folder, {});
    expect(dependency()).toBe('file:lib/it.tgz');
    expect(said).not.toContain('Put the package');
    expect(read('apply.Dockerfile')).toContain('COPY lib lib\n');
  });

  test.each(['0.1.0', '^0.1.0', 'latest'])('is not taken for good from npm, where %s is nobody’s', (version) => {
    init(folder, {});
    const json = JSON.parse(read('package.json'));
    json.dependencies['cdk8s-drupal'] = version;
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(json, null, 2)}\n`);
    const said = init(folder, {});
    expect(said).toMatch(new RegExp(`left alone +package.json: keeps cdk8s-drupal ${version.replace('^', '\\^')}`));
    expect(said).toContain(`npm pkg set dependencies.cdk8s-drupal=file:packages/cdk8s-drupal-${VERSION}.tgz`);
    expect(read('apply.Dockerfile')).toContain('COPY packages packages\n');
    expect(init(folder, { package: version })).not.toContain('npm pkg set');
  });

  test.each(['../cdk8s-drupal.tgz', '/tmp/cdk8s-drupal.tgz', 'file:../cdk8s-drupal', '~/it.tgz'])(
    'is not %s, which no pipeline finds',
    (source) => {
      expect(() => init(folder, { package: source })).toThrow('--package: ');
      expect(readdirSync(folder)).toEqual([]);
    },
  );
});

describe('the pipeline', () => {
  test('is in the repository as long as nobody has published it', () => {
    init(folder, {});
    expect(read('.gitlab-ci.yml')).toContain('- local: .gitlab/cdk8s-drupal/site.yml\n');
    expect(read('.gitlab-ci.yml')).not.toContain('component:');
    for (const file of ['site.yml', 'environment.yml'])
      expect(read(`.gitlab/cdk8s-drupal/${file}`)).toBe(readFileSync(join(PROJECT, 'templates', file), 'utf8'));
  });

  test('is a component where one is named', () => {
    init(folder, { component: '$CI_SERVER_FQDN/group/cdk8s-drupal' });
    expect(read('.gitlab-ci.yml')).toContain(`- component: $CI_SERVER_FQDN/group/cdk8s-drupal/site@${VERSION}\n`);
    expect(readdirSync(folder)).not.toContain('.gitlab');
  });

  test('is found from the root of a larger repository', () => {
    execFileSync('git', ['init', '--quiet', folder]);
    mkdirSync(join(folder, 'shop'));
    init(join(folder, 'shop'), {});
    expect(read('shop/.gitlab-ci.yml')).toContain('- local: shop/.gitlab/cdk8s-drupal/site.yml\n');
  });

  test.each(['https://gitlab.com/group/cdk8s-drupal', 'group/cdk8s-drupal@1', 'gitlab.com'])(
    'is not at %s',
    (component) => {
      expect(() => init(folder, { component })).toThrow('--component: ');
    },
  );
});

describe('what the pages have people write', () => {
  const pages = ['README.md', ...readdirSync(join(PROJECT, 'docs')).map((name) => `docs/${name}`)]
    .filter((name) => name.endsWith('.md'))
    .map((name) => ({ name, text: readFileSync(join(PROJECT, name), 'utf8') }));
  const written = pages.flatMap(({ text }) =>
    [...text.matchAll(/^ *```sh\n((?:.|\n)*?)^ *```$/gm)].flatMap(([, code = '']) =>
      [...code.matchAll(/[^2>-]> ?"?([$\w.-]+\.\w+|kubeconfig)"?|KUBECONFIG=([\w.-]+)/g)].map(
        ([, a, b]) => a ?? b ?? '',
      ),
    ),
  );
  const files = [...new Set([...written, 'mariadb.json'])]
    .map((name) => name.replace('$name', 'shop-live'))
    .filter((name) => name !== 'FILE' && !name.startsWith('$'));

  test('is found', () => {
    expect(files).toEqual(expect.arrayContaining(['shop-live.kubeconfig', 'dump.sql', 'files.tar', 'mariadb.json']));
  });

  test.each(files)('%s gets neither into git nor into the image', (file) => {
    execFileSync('git', ['init', '--quiet', folder]);
    init(folder, {});
    for (const path of [file, `src/${file}`]) {
      expect(spawnSync('git', ['-C', folder, 'check-ignore', '--quiet', path]).status).toBe(0);
      expect(isInImage(path)).toBe(false);
    }
  });

  test('an ignore file that is there gets the same lines', () => {
    writeFileSync(join(folder, '.dockerignore'), '.git\n');
    init(folder, {});
    expect(isInImage('dump.sql')).toBe(false);
    expect(read('.dockerignore')).toMatch(/^\.git\n/);
  });

  test('names neither a package nor a component that is nobody’s yet', () => {
    const squatted = pages.filter(({ text }) => /cdk8s-drupal\/cdk8s-drupal|npm (install|i) cdk8s-drupal/.test(text));
    expect(squatted.map(({ name }) => name)).toEqual([]);
  });

  /** Of Docker's patterns, those that init writes: a name or an ending, in any folder. */
  function isInImage(path: string): boolean {
    const name = path.split('/').at(-1) ?? '';
    return !read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('**/'))
      .map((line) => new RegExp(`^${line.slice(3).replace(/[.]/g, '\\.').replace(/[*]/g, '.*')}$`))
      .some((pattern) => pattern.test(name));
  }
});
