import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AS_ADMINISTRATOR } from './club';
import { DATABASE } from './database';
import { type Ended, ok } from './process';
import { succeeds, synth } from './product';
import { SHOP, scene } from './scene';

/** A site of which only the stage is deployed, which is no more than its file says of who comes in. */
export const DEN = { namespace: 'den-stage', host: 'stage.den.example.test' } as const;

/** What leads to it. */
const EDGES = {
  traefik:
    "Edge.ingress({ className: 'traefik', issuer: 'pebble', controllerNamespace: 'traefik', visitorAddress: 'connection' })",
  /** The same, as if nobody knew which program it is. */
  unknown:
    "Edge.ingress({ className: 'traefik', controller: 'generic', issuer: 'pebble', controllerNamespace: 'traefik' })",
  gateway:
    "Edge.gateway({ gateway: 'web', namespace: 'gateways', issuer: 'pebble', controllerNamespace: 'traefik', controller: 'traefik' })",
} as const;

const siteFile = (
  edge: string,
  own: string,
  site: string,
) => `import { Access, Cluster, Database, Edge, Files, HttpCache, Mail, defineSite } from 'cdk8s-drupal';

export default defineSite({
  name: 'den',
  image: '${SHOP.image}',
  cluster: Cluster.doks({ edge: ${edge} }),
  database: ${DATABASE.inSiteFile("size: '1Gi', resources: { cpu: '50m' }")},
  files: Files.block({ size: '1Gi' }),
  resources: { cpu: '50m', memory: '128Mi', memoryLimit: '512Mi' },
  release: { install: ['drush', 'site:install', '--existing-config', '-y'] },${site === '' ? '' : `\n  ${site},`}
  environments: {
    live: { hosts: ['den.example.test'] },
    stage: { hosts: ['${DEN.host}']${own === '' ? '' : `, ${own}`} },
  },
});
`;

const { bed, folder, repository } = scene();
const here = join(folder, 'den');

/** Its manifests. */
export const DEN_FOLDER = join(here, 'dist/den/stage');

/**
 * Makes its manifests for an image, and deploys them as the cluster's administrator; returns what the deploy said.
 * @param own what the stage says of its own
 * @param site what the site says besides
 */
export async function deployDen(image: string, edge: keyof typeof EDGES, own = '', site = ''): Promise<string> {
  const { status, stdout, stderr } = await synthDen(image, edge, own, site);
  if (status !== 0) throw new Error(stdout + stderr);
  return succeeds(['deploy', DEN_FOLDER], AS_ADMINISTRATOR);
}

/** Makes its manifests, or says why there are none. */
export async function synthDen(image: string, edge: keyof typeof EDGES, own = '', site = ''): Promise<Ended> {
  mkdirSync(join(here, 'sites'), { recursive: true });
  for (const file of ['main.ts', 'cdk8s.yaml']) copyFileSync(join(repository, file), join(here, file));
  await ok('ln', ['-sfn', join(repository, 'node_modules'), join(here, 'node_modules')]);
  writeFileSync(join(here, 'sites/den.ts'), siteFile(EDGES[edge], own, site));
  return synth(here, image);
}

/** What status says, outside a job. */
export function denStatus(): Promise<string> {
  return succeeds(['status', DEN_FOLDER], AS_ADMINISTRATOR);
}

/** Runs a command in the web's pod that reads a text; returns what it printed. */
export function inWeb(input: string, ...command: string[]): Promise<string> {
  const args = ['--namespace', DEN.namespace, 'exec', '-i', 'deployment/web', '--', ...command];
  return ok('kubectl', args, { env: bed.env, input });
}
