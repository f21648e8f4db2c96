import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './bed';
import { DATABASE } from './database';
import { ok } from './process';
import { SHOP, scene } from './scene';

const AUTHOR = ['-c', 'user.name=Anna', '-c', 'user.email=anna@example.test'];

export function git(...args: string[]): Promise<string> {
  return ok('git', ['-C', scene().repository, ...args]);
}

export async function commit(message: string): Promise<string> {
  await git('add', '--all');
  await git(...AUTHOR, 'commit', '--quiet', '--message', message);
  await git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  return (await git('rev-parse', 'HEAD')).trim();
}

/** The folder of a site that has not met this package: the small site, in git, with a remote at GitLab. */
export async function beginRepository(): Promise<void> {
  const { repository } = scene();
  rmSync(repository, { recursive: true, force: true });
  mkdirSync(repository, { recursive: true });
  cpSync(join(PROJECT, 'test/recipe/site'), repository, { recursive: true });
  await git('init', '--quiet', '--initial-branch', 'main');
  await git('remote', 'add', 'origin', 'git@gitlab.com:team/shop.git');
}

export function edit(file: string, change: (text: string) => string): void {
  const path = join(scene().repository, file);
  const before = readFileSync(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`the change of ${file} changed nothing`);
  writeFileSync(path, after);
}

export function write(file: string, text: string): void {
  writeFileSync(join(scene().repository, file), text);
}

/** The repository's `npx cdk8s-drupal`, and its `npx cdk8s`. */
export function bin(name: 'cdk8s-drupal' | 'cdk8s'): string {
  return join(scene().repository, 'node_modules/.bin', name);
}

/** Where the last pipeline's synth left the manifests. */
export function manifests(environment = 'shop/live'): string {
  return join(scene().repository, '.gitlab-ci-local/artifacts/synth/dist', environment);
}

/** The site file that a developer makes of what `init` wrote. */
export const SITE_FILE = `import { Cache, Cluster, Database, Edge, Files, defineSite } from 'cdk8s-drupal';

const testbed = Cluster.doks({
  edge: Edge.ingress({ className: 'traefik', issuer: 'pebble', controllerNamespace: 'traefik' }),
});

export default defineSite({
  name: 'shop',
  image: '${SHOP.image}',
  cluster: testbed,
  database: ${DATABASE.inSiteFile("size: '2Gi'")},
  files: Files.block({ size: '1Gi' }),
  cache: Cache.redis(),
  release: { install: ['drush', 'site:install', '--existing-config', '-y'] },
  environments: {
    live: { branch: 'main', hosts: ['${SHOP.canonical}', '${SHOP.alias}'] },
  },
});
`;

/** The pipeline as docs/gitlab.md has it for a GitLab without the component's project; the arguments are the bed's registries. */
export const PIPELINE = JSON.stringify(
  {
    include: [
      {
        local: 'templates/site.yml',
        inputs: {
          'kaniko-image': 'gcr.io/kaniko-project/executor:v1.24.0-debug',
          'builder-arguments':
            '--registry-mirror=registry.testbed/mirror --registry-certificate=registry.testbed=/authority/ca.crt',
        },
      },
      { local: 'templates/environment.yml', inputs: { name: 'live', branch: 'main' } },
    ],
  },
  undefined,
  2,
);
