import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { load } from 'js-yaml';
import type { Options } from './answers';
import { init } from './init';

/** A deployment in a folder of its own, beside a theme's build that has package.json, tsconfig.json and a lock file. */
let folder: string;

const THEME = {
  'package.json': '{ "name": "theme", "type": "module", "scripts": { "test": "vitest" } }\n',
  'tsconfig.json': '',
  'yarn.lock': '# yarn\n',
  'web/index.php': '<?php\n',
};

beforeEach(() => {
  folder = join(realpathSync(mkdtempSync(join(tmpdir(), 'own-folder-'))), 'shop');
  write(THEME);
});
afterEach(() => rmSync(dirname(folder), { recursive: true }));

function write(files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

function refused(options: Options): string {
  const before = files();
  try {
    init(folder, options);
  } catch (error) {
    expect(files()).toEqual(before);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

const DEPLOYMENT = [
  ...['.gitignore', '.gitlab/cdk8s-drupal/environment.yml', '.gitlab/cdk8s-drupal/site.yml', 'Dockerfile'],
  ...['Dockerfile.dockerignore', 'apply.Dockerfile', 'cdk8s.yaml', 'main.test.ts', 'main.ts', 'package.json'],
  ...['sites/theme.ts', 'tsconfig.json'],
];

test("holds all that is the deployment's; what is there stays", () => {
  const said = init(folder, { directory: 'deploy' });
  expect(files()).toEqual(
    [
      ...Object.keys(THEME),
      ...DEPLOYMENT.map((file) => `deploy/${file}`),
      ...['.gitignore', '.gitlab-ci.yml', 'config/sync/.gitkeep'],
      ...['web/sites/default/settings.kubernetes.php', 'web/sites/default/settings.php'],
    ].sort(),
  );
  for (const [path, text] of Object.entries(THEME)) expect(read(path)).toBe(text);
  expect(said).not.toContain('--directory');
  expect(said).toContain('In deploy/sites/theme.ts, write the image and the host.');
  expect(said).toContain('(cd deploy && npm install && npm test)');
  expect(said).toMatch(/\(cd deploy && mkdir -p packages && npm pack \.\.\/\S+ --pack-destination packages\)/);
  expect(said).toContain('deploy/node_modules/cdk8s-drupal/docs/gitlab.md');
});

test('is where the pipeline finds everything', () => {
  init(folder, { directory: './deploy/' });
  const { include } = load(read('.gitlab-ci.yml')) as { include: { local: string; inputs: object }[] };
  expect(include.map(({ local }) => read(local).length > 0)).toEqual([true, true]);
  expect(include[0]?.inputs).toMatchObject({ directory: 'deploy', dockerfile: 'deploy/Dockerfile' });
  expect(read('deploy/Dockerfile')).toContain('COPY web web');
  expect(read('deploy/Dockerfile.dockerignore').split('\n')).toEqual(expect.arrayContaining(['deploy', '.git']));
  expect(read('deploy/Dockerfile.dockerignore')).not.toMatch(/^(sites|dist|__snapshots__)$/m);
});

test('keeps what is made out of git, and leaves names such as dist to the rest of the repository', () => {
  init(folder, { directory: 'deploy' });
  expect(read('deploy/.gitignore')).toMatch(/^node_modules\/\ndist\//);
  expect(read('.gitignore')).not.toMatch(/^(dist|node_modules)\//m);
  expect(read('.gitignore')).toContain('*.kubeconfig');
});

test.each(['', 'deploy'])('is found again, from the repository and from the folder itself (%p)', (place) => {
  init(folder, { directory: 'deploy', host: ['www.example.com'] });
  const before = files();
  const said = init(join(folder, place), {});
  expect(said).toContain('Nothing was changed.');
  expect(files()).toEqual(before);
});

test('takes a second site, with the names of the first', () => {
  init(folder, { directory: 'deploy' });
  init(join(folder, 'deploy'), { name: 'blog' });
  expect(read('deploy/sites/blog.ts')).toContain("name: 'blog'");
  expect(files().filter((file) => file.startsWith('sites/'))).toEqual([]);
});

test('is named in the inputs where the pipeline is older, and below the git repository', () => {
  mkdirSync(join(folder, '../.git'));
  writeFileSync(join(folder, '../.gitlab-ci.yml'), 'lint: { script: [make lint] }\n');
  const said = init(folder, { directory: 'deploy' });
  expect(said).toContain('local: shop/deploy/.gitlab/cdk8s-drupal/site.yml');
  expect(said).toContain('directory: shop/deploy, context: shop, dockerfile: shop/deploy/Dockerfile');
});

test.each([
  ['web', 'is used for something else'],
  ['vendor', 'is used for something else'],
  ['a/b', 'is not the name of one folder of the repository'],
  ['../deploy', 'is not the name of one folder of the repository'],
  ['/deploy', 'is not the name of one folder of the repository'],
  ['-x', 'is not the name of one folder of the repository'],
])('is no folder called %s', (directory, message) => {
  expect(refused({ directory })).toContain(`--directory: "${directory}" ${message}`);
});

test.each([
  ['deploy', '.', "the repository's root"],
  ['.', 'deploy', 'deploy/'],
  ['other', 'deploy', 'deploy/'],
])('is not asked for as %s where the files are in %s', (directory, first, shown) => {
  init(folder, { directory: first });
  expect(refused({ directory })).toContain(`is not where the deployment's files are: ${shown}`);
});

test('is offered where package.json, tsconfig.json or a lock file is somebody else’s, and not where init is known already', () => {
  const offer = 'init --directory deploy, instead of this';
  const said = init(folder, {});
  expect(said).toContain(offer);
  expect(said).toContain('yarn.lock: npm install writes package-lock.json beside it');
  expect(said).toContain("package.json is yours: the pipeline's npm ci installs all that it names");
  expect(said).toContain('tsconfig.json is yours');
  expect(init(folder, {})).not.toContain(offer);
});

test('is not offered to a repository that has nothing of the kind', () => {
  for (const file of ['package.json', 'tsconfig.json', 'yarn.lock']) rmSync(join(folder, file));
  expect(init(folder, {})).not.toContain('--directory');
});

test('is what a deployment at the root moves to, as docs/own-folder.md has it', () => {
  for (const file of ['package.json', 'tsconfig.json', 'yarn.lock']) rmSync(join(folder, file));
  init(folder, { host: ['www.example.com'] });
  mkdirSync(join(folder, 'deploy/.gitlab'), { recursive: true });
  const moved = ['main.ts', 'main.test.ts', 'cdk8s.yaml', 'tsconfig.json', 'package.json', 'sites', 'Dockerfile'];
  for (const name of [...moved, 'apply.Dockerfile', '.gitlab/cdk8s-drupal'])
    renameSync(join(folder, name), join(folder, 'deploy', name));
  renameSync(join(folder, '.dockerignore'), join(folder, 'deploy/Dockerfile.dockerignore'));
  const said = init(folder, { directory: 'deploy' });
  expect(said).toMatch(/merged +deploy\/package\.json: adds cdk8s-drupal/);
  expect(said).toContain('directory: deploy, dockerfile: deploy/Dockerfile');
  expect(read('deploy/Dockerfile.dockerignore')).toMatch(/^deploy$/m);
  expect(init(join(folder, 'deploy'), {})).toContain('Nothing was changed.');
});
