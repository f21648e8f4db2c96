import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from './database';
import { ok } from './process';
import { succeeds, synth } from './product';
import { DEPLOY_TOKEN, SHOP, scene } from './scene';

/** The third site: the same image, on the Gateway API, with two pods that share their files. */
export const CLUB = { namespace: 'club-live', canonical: 'club.example.test', alias: 'www.club.example.test' } as const;

const SITE_FILE = `import { Cluster, Database, Edge, Files, defineSite } from 'cdk8s-drupal';

const testbed = Cluster.doks({
  edge: Edge.gateway({ gateway: 'web', namespace: 'gateways', issuer: 'pebble', controllerNamespace: 'traefik' }),
});

export default defineSite({
  name: 'club',
  image: '${SHOP.image}',
  cluster: testbed,
  database: ${DATABASE.inSiteFile("size: '1Gi'")},
  files: Files.existing({ claim: 'files', accessMode: 'ReadWriteMany' }),
  replicas: 2,
  release: { install: ['drush', 'site:install', '--existing-config', '-y'] },
  environments: { live: { hosts: ['${CLUB.canonical}', '${CLUB.alias}'] } },
});
`;

const { bed, folder, repository } = scene();

/** Where its manifests are made. */
export const CLUB_FOLDER = join(folder, 'club');

/** Makes its manifests for an image, and deploys them as the cluster's administrator. */
export async function deployClub(image: string): Promise<string> {
  mkdirSync(join(CLUB_FOLDER, 'sites'), { recursive: true });
  for (const file of ['main.ts', 'cdk8s.yaml']) copyFileSync(join(repository, file), join(CLUB_FOLDER, file));
  await ok('ln', ['-sfn', join(repository, 'node_modules'), join(CLUB_FOLDER, 'node_modules')]);
  writeFileSync(join(CLUB_FOLDER, 'sites/club.ts'), SITE_FILE);
  const { status, stdout, stderr } = await synth(CLUB_FOLDER, image);
  if (status !== 0) throw new Error(stdout + stderr);
  return succeeds(['deploy', join(CLUB_FOLDER, 'dist/club/live')], AS_ADMINISTRATOR);
}

export const AS_ADMINISTRATOR = {
  KUBECONFIG: join(bed.dir, 'kubeconfig'),
  CI_DEPLOY_USER: DEPLOY_TOKEN.user,
  CI_DEPLOY_PASSWORD: DEPLOY_TOKEN.password,
};

/** What the platform's side of it is: the shared Gateway, and a folder that several pods may write. */
export async function prepareClub(): Promise<void> {
  bed.addHosts(CLUB.canonical, CLUB.alias);
  const path = join(bed.dir, 'volumes/club-files');
  for (const name of ['public', 'private']) mkdirSync(join(path, name), { recursive: true });
  await ok('chown', ['-R', '10001:10001', path]); // a shared folder knows no fsGroup
  const volume = { accessModes: ['ReadWriteMany'], storageClassName: '' };
  const listener = { allowedRoutes: { namespaces: { from: 'All' } } };
  const certificateRefs = [{ name: 'web-tls', namespace: CLUB.namespace }];
  await bed.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'gateways' } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: CLUB.namespace } },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'web', namespace: 'gateways' },
      spec: {
        gatewayClassName: 'traefik',
        listeners: [
          { name: 'http', port: 8000, protocol: 'HTTP', ...listener },
          { name: 'https', port: 8443, protocol: 'HTTPS', tls: { certificateRefs }, ...listener },
        ],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'club-files' },
      spec: {
        ...volume,
        capacity: { storage: '1Gi' },
        persistentVolumeReclaimPolicy: 'Retain',
        hostPath: { path, type: 'Directory' },
        claimRef: { namespace: CLUB.namespace, name: 'files' },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'files', namespace: CLUB.namespace },
      spec: { ...volume, volumeName: 'club-files', resources: { requests: { storage: '1Gi' } } },
    },
  ]);
}
