import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pack } from '../pack';
import { PROJECT } from './repository';

/**
 * The package as npm publishes it, in a site repository that `init` made. Nothing is downloaded: what the repository's
 * package.json and the package itself name as dependencies are links to the ones here, and nothing else is there.
 */
jest.setTimeout(240_000); // npm and tsc start many times

const base = realpathSync(mkdtempSync(join(tmpdir(), 'package-')));
const site = join(base, 'shop');
const installed = join(site, 'node_modules/cdk8s-drupal');

afterAll(() => rmSync(base, { recursive: true }));

function run(
  command: string,
  args: string[],
  { cwd = site, env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
) {
  const offline = { CDK8S_CHECK_UPGRADE: 'false', npm_config_offline: 'true', npm_config_update_notifier: 'false' };
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: undefined, ...offline, ...env },
  });
  return { status, said: stdout + stderr };
}

/** Runs a program that must succeed. */
function succeed(...call: Parameters<typeof run>): string {
  const { status, said } = run(...call);
  if (status !== 0) throw new Error(`${call[0]} ${call[1].join(' ')} ended with ${status}\n${said}`);
  return said;
}

const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** Installs a package as a link, with its programs. */
function link(name: string) {
  const target = join(PROJECT, 'node_modules', name);
  const place = join(site, 'node_modules', name);
  if (existsSync(place)) return;
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(target, place);
  linkPrograms(name, target);
}

function linkPrograms(name: string, folder: string) {
  const { bin = {} } = json(join(folder, 'package.json'));
  const programs: Record<string, string> = typeof bin === 'string' ? { [name]: bin } : bin;
  mkdirSync(join(site, 'node_modules/.bin'), { recursive: true });
  for (const [program, file] of Object.entries(programs)) {
    if (folder === installed) chmodSync(join(folder, file), 0o755); // as npm does
    symlinkSync(join(folder, file), join(site, 'node_modules/.bin', program));
  }
}

beforeAll(() => {
  mkdirSync(installed, { recursive: true });
  succeed('tar', ['-xzf', pack(base), '-C', installed, '--strip-components=1']);
  linkPrograms('cdk8s-drupal', installed);
  const { dependencies, peerDependencies } = json(join(installed, 'package.json'));
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) link(name);
});

test('holds what runs and what is read, and no sources or tests', () => {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  for (const name of [
    'README.md',
    'LICENSE',
    'cli/cdk8s-drupal.cjs',
    'cli/app.cjs',
    'build/lib/index.d.ts',
    'docs/environment.md',
  ])
    expect(files).toContain(name);
  // A folder of the repository that npm left out would be missed in a user's hands only.
  for (const name of readdirSync(join(PROJECT, 'scaffold'))) expect(files).toContain(`scaffold/${name}`);
  expect(files.filter((name) => /\.test\.|\.snap$|^lib|^cli\/.*\.ts$|^sites|^test|^bench/.test(name))).toEqual([
    'scaffold/main.test.ts',
  ]);
});

describe('a repository made by init', () => {
  test('is made, and made again without a change', () => {
    expect(succeed('npx', ['--no-install', 'cdk8s-drupal', 'init'])).toContain('sites/shop.ts');
    expect(succeed('npx', ['--no-install', 'cdk8s-drupal', 'init'])).toContain('Nothing was changed.');
    const { dependencies, devDependencies } = json(join(site, 'package.json'));
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) link(name);
  });

  test('shows problems without a stack trace', () => {
    const { status, said } = run('npx', ['--no-install', 'cdk8s-drupal', 'init', '--name', 'Not_Good']);
    expect(status).toBe(1);
    expect(said).toContain('--name: "Not_Good" is not a DNS label');
    expect(said).not.toMatch(/^\s+at /m);
  });

  test('synthesises', () => {
    succeed('npx', ['--no-install', 'cdk8s', 'synth']);
    expect(readdirSync(join(site, 'dist/shop/live')).sort()).toEqual([
      '00-namespace.k8s.yaml',
      '10-state.k8s.yaml',
      '20-services.k8s.yaml',
      '30-release.k8s.yaml',
      '40-web.k8s.yaml',
    ]);
  });

  test('begins with a green test, in a fresh pipeline as well, and stays green where nothing new is written', () => {
    const ci = {
      CI: 'true',
      CI_COMMIT_SHORT_SHA: '1a2b3c4d',
      CI_REGISTRY_IMAGE: 'registry.gitlab.com/x/y',
      CI_COMMIT_BRANCH: 'b',
    };
    expect(succeed('npm', ['test'], { env: ci })).toContain('snapshots written');
    expect(existsSync(join(site, '__snapshots__/main.test.ts.snap'))).toBe(true);
    expect(succeed('npx', ['--no-install', 'jest', '--ci'])).not.toContain('written');
    expect(succeed('npm', ['test'], { env: ci })).not.toContain('written');
  });

  test('has a test that sees a change, and says why synth refuses', () => {
    const file = join(site, 'sites/shop.ts');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('shop.example.com', 'other.example.com'));
    expect(run('npx', ['--no-install', 'jest', '--ci']).said).toContain('other.example.com');
    writeFileSync(file, text.replace('shop.example.com', 'Not A Host'));
    const { status, said } = run('npx', ['--no-install', 'jest', '--ci']);
    expect(status).toBe(1);
    expect(said).toContain('"Not A Host" is not a host name');
    writeFileSync(file, text);
  });

  test('works where package.json makes its scripts ES modules', () => {
    const file = join(site, 'package.json');
    const { jest: _settings, ...rest } = json(file);
    writeFileSync(file, JSON.stringify({ ...rest, type: 'module' }));
    succeed('npx', ['--no-install', 'cdk8s-drupal', 'init']);
    succeed('npx', ['--no-install', 'cdk8s', 'synth']);
    expect(readdirSync(join(site, 'dist/shop/live'))).toHaveLength(5);
    expect(succeed('npm', ['test'])).not.toContain('written'); // the manifests are as they were
  });
});

describe('the same repository, with the deployment moved into a folder of its own', () => {
  const deploy = join(site, 'deploy');
  const manifests = (folder: string) =>
    readdirSync(join(folder, 'dist/shop/live')).map((name) =>
      readFileSync(join(folder, 'dist/shop/live', name), 'utf8'),
    );

  test('makes the same manifests, beside a package.json that is somebody else’s', () => {
    const before = manifests(site);
    mkdirSync(join(deploy, '.gitlab'), { recursive: true });
    // As docs/own-folder.md has it; node_modules is what npm install would make again.
    const moved = ['main.ts', 'main.test.ts', 'cdk8s.yaml', 'tsconfig.json', 'sites', '__snapshots__', 'Dockerfile'];
    for (const name of [...moved, 'apply.Dockerfile', 'package.json', '.gitlab/cdk8s-drupal'])
      renameSync(join(site, name), join(deploy, name));
    renameSync(join(site, '.dockerignore'), join(deploy, 'Dockerfile.dockerignore'));
    writeFileSync(join(site, 'package.json'), '{ "name": "theme", "type": "module" }');
    writeFileSync(join(site, 'tsconfig.json'), '');
    succeed('npx', ['--no-install', 'cdk8s-drupal', 'init', '--directory', 'deploy']);
    renameSync(join(site, 'node_modules'), join(deploy, 'node_modules'));
    const { bin } = json(join(deploy, 'node_modules/cdk8s-drupal/package.json'));
    for (const [program, file] of Object.entries<string>(bin)) {
      rmSync(join(deploy, 'node_modules/.bin', program));
      symlinkSync(join(deploy, 'node_modules/cdk8s-drupal', file), join(deploy, 'node_modules/.bin', program));
    }
    const there = { cwd: deploy };
    expect(succeed('npx', ['--no-install', 'cdk8s-drupal', 'init'], there)).toContain('Nothing was changed.');
    expect(succeed('npm', ['test'], there)).not.toContain('written');
    succeed('npx', ['--no-install', 'cdk8s', 'synth'], there);
    expect(manifests(deploy)).toEqual(before);
  });
});
