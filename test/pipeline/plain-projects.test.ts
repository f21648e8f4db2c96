import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from '../pack';
import { PROJECT } from './repository';

/**
 * The package in projects of somebody else's, as npm installs it there: beside the oldest and the newest versions of what it
 * builds on, in CommonJS and in ES modules, run in the ways in which people run TypeScript.
 */
jest.setTimeout(600_000); // npm downloads packages, and tsc reads all declarations

const base = realpathSync(mkdtempSync(join(tmpdir(), 'plain-')));
const own = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8'));
const lowest = Object.fromEntries(
  Object.entries<string>(own.peerDependencies).map(([name, range]) => [name, range.replace('^', '')]),
);
const newest = Object.fromEntries(Object.keys(own.peerDependencies).map((name) => [name, own.devDependencies[name]]));
let packed: string;

beforeAll(() => {
  packed = pack(base);
});
afterAll(() => rmSync(base, { recursive: true }));

function run(folder: string, command: string, ...args: string[]): string {
  const env = { ...process.env, NODE_OPTIONS: undefined, npm_config_update_notifier: 'false' };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', env });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return stdout;
}

const APP = `
import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Database, DrupalRuntime, DrupalSite, DrupalWeb, PullSecret, type BackingService, type ResolvedSite } from 'cdk8s-drupal';

const note: BackingService = {
  id: 'note',
  bind: (scope: Construct, site: ResolvedSite) => ({ env: { NOTE: site.instance + scope.node.id } }),
};
const app = new App({ outdir: process.argv[2] ?? 'dist' });
const image = 'registry.example.com/team/shop:1.4.0';
new DrupalSite(app, 'shop', {
  image,
  hosts: ['shop.example.com'],
  database: Database.mariadb({ size: '5Gi' }),
  services: [note],
});
const chart = new Chart(app, 'parts', { namespace: 'parts' });
const pull = new PullSecret(chart, 'pull');
const runtime = new DrupalRuntime({ image, hosts: ['parts.example.com'], pullSecret: pull.secretName });
new DrupalWeb(chart, 'web', { runtime });
app.synth();
`;

const tsconfig = {
  compilerOptions: { module: 'node16', target: 'es2022', strict: true, noEmit: true, types: ['node'] },
  include: ['app.ts'],
};

/** What is in a folder of manifests, by file. */
function manifests(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const stripsTypes = major > 22 || (major === 22 && minor >= 18);

describe.each([
  ['the oldest versions', lowest],
  ['the newest versions', newest],
])('beside %s', (title, versions) => {
  const project = join(base, title.replaceAll(' ', '-'));
  let expected: Record<string, string>;

  beforeAll(() => {
    mkdirSync(project);
    const development = { tsx: '4.23.1', 'ts-node': '10.9.2', typescript: '5.9.3', '@types/node': '20.19.43' };
    const dependencies = { ...versions, ...development, 'cdk8s-drupal': `file:${packed}` };
    writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, dependencies }));
    run(project, 'npm', 'install', '--no-audit', '--no-fund');
    writeFileSync(join(project, 'app.ts'), APP);
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(tsconfig));
  });

  test('each of them is there once', () => {
    for (const [name, version] of Object.entries(versions)) {
      const { version: found } = JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8'));
      expect([name, found]).toStrictEqual([name, version]);
    }
    expect(readdirSync(join(project, 'node_modules/cdk8s-drupal'))).not.toContain('node_modules');
  });

  describe.each(['commonjs', 'module'])('as %s', (type) => {
    beforeAll(() => {
      const json = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
      writeFileSync(join(project, 'package.json'), JSON.stringify({ ...json, type }));
    });

    test('tsc --strict accepts its types', () => {
      run(project, 'npx', '--no', 'tsc', '--noEmit');
    });

    test('tsx runs it', () => {
      run(project, 'npx', '--no', 'tsx', 'app.ts', `dist-tsx-${type}`);
      const made = manifests(join(project, `dist-tsx-${type}`));
      expected ??= made;
      expect(made).toStrictEqual(expected);
      expect(Object.keys(made)).toHaveLength(6);
      expect(Object.values(made).join('')).toContain('name: NOTE');
    });

    // ts-node has no way for ES modules on current versions of Node.
    (type === 'commonjs' ? test : test.skip)('ts-node runs it', () => {
      run(project, 'npx', '--no', 'ts-node', 'app.ts', 'dist-ts-node');
      expect(manifests(join(project, 'dist-ts-node'))).toStrictEqual(expected);
    });

    // Since 22.18 without a flag.
    (stripsTypes ? test : test.skip)('Node itself runs it', () => {
      run(project, 'node', 'app.ts', `dist-node-${type}`);
      expect(manifests(join(project, `dist-node-${type}`))).toStrictEqual(expected);
    });
  });
});

test('publint finds nothing', () => {
  expect(run(PROJECT, 'npx', '--no', 'publint', 'run', packed, '--strict')).toContain('All good!');
});

test('its types are found by every kind of module resolution', () => {
  expect(run(PROJECT, 'npx', '--no', 'attw', packed)).toContain('No problems found');
});
