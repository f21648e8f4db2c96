import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../lib/kubernetes/manifest';
import { kubectl } from '../cluster/kubectl';
import { suppliedSecrets } from '../cluster/supply';

/** What the kept sites name of the cluster. */
export const OUTSIDE: readonly object[] = [
  // Other tests of the same server name the same controllers, which cannot change.
  ...Object.entries({ traefik: 'traefik.io/ingress-controller', nginx: 'k8s.io/ingress-nginx' }).map(
    ([name, controller]) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      // As its chart makes it: this is where a deploy sees in which namespace the controller runs.
      metadata: { name, annotations: { 'meta.helm.sh/release-namespace': name === 'nginx' ? 'ingress-nginx' : name } },
      spec: { controller },
    }),
  ),
  {
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name: 'letsencrypt-prod' },
    spec: { selfSigned: {} },
  },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'gateway-system' } },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'public', namespace: 'gateway-system' },
    spec: { gatewayClassName: 'example', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
  },
];

/** What must be in the namespace before a deploy, as a site's keeper puts it there. */
export async function supplyOutside(namespace: string): Promise<void> {
  const secret = (name: string, type: string, stringData: object) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    type,
    stringData,
  });
  const items = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    secret('registry-login', 'kubernetes.io/dockerconfigjson', { '.dockerconfigjson': '{"auths":{}}' }),
    secret('managed-database', 'Opaque', { password: 'a-password-of-the-managed-server' }),
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'uploads', namespace },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'do-block-storage',
        resources: { requests: { storage: '1Gi' } },
      },
    },
  ];
  await kubectl(['apply', '--filename', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
}

const MANAGER = ['--server-side', '--field-manager=cdk8s-drupal', '--force-conflicts'];

/**
 * Deploys kept manifests with kubectl alone, in the way in which the `deploy` of their commit did it, since that is not kept:
 * its sets, its field manager, its record of releases.
 */
export async function deployAsKept(folder: string, namespace: string): Promise<void> {
  const files = readdirSync(folder).sort();
  const all = files.flatMap((file) => objectsIn(folder, file));
  const apply = (file: string) => kubectl(['apply', ...MANAGER, '--filename', join(folder, file)]);
  for (const file of files) {
    const [, phase = ''] = /^\d\d-(\w+)/.exec(file) ?? [];
    if (phase === 'services' || phase === 'web') await applySet(join(folder, file), phase, namespace);
    else await apply(file);
    if (phase === 'namespace') await generate(all, namespace);
  }
  for (const { kind, metadata } of all.filter(({ kind }) => ['StatefulSet', 'Deployment'].includes(kind)))
    await kubectl(['rollout', 'status', `${kind}/${metadata.name}`, '--namespace', namespace, '--timeout=180s']);
  await kubectl(['wait', 'job', '--all', '--for=condition=Complete', '--namespace', namespace, '--timeout=180s']);
  await keepRecord(folder, namespace);
}

/** @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#alternative-kubectl-apply-f-directory-prune */
async function applySet(file: string, phase: string, namespace: string): Promise<void> {
  const args = ['--prune', `--applyset=configmaps/cdk8s-drupal-${phase}`, '--namespace', namespace, '--filename', file];
  await kubectl(['apply', ...MANAGER, ...args], '', { KUBECTL_APPLYSET: 'true' });
}

async function generate(objects: readonly Manifest[], namespace: string): Promise<void> {
  const known = await kubectl(['get', 'secrets', '--namespace', namespace, '--output', 'name']);
  const missing = suppliedSecrets(objects, namespace).filter(
    ({ metadata, type }) => type !== 'kubernetes.io/tls' && !known.split('\n').includes(`secret/${metadata.name}`),
  );
  if (missing.length === 0) return;
  await kubectl(['create', '--filename', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: missing }));
}

async function keepRecord(folder: string, namespace: string): Promise<void> {
  const [state, services, web] = ['10-state', '20-services', '40-web'].map((phase) =>
    objectsIn(folder, `${phase}.k8s.yaml`),
  );
  const image = web?.find(({ kind }) => kind === 'Deployment')?.spec.template.spec.containers[0].image;
  const record = {
    image,
    at: new Date().toISOString(),
    by: 'ann',
    state: state?.filter((object) => JSON.stringify(object.spec?.template ?? {}).includes(`"image":"${image}"`)),
    services,
    web,
  };
  const data = { 'releases.json': JSON.stringify([record]) };
  const configMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'cdk8s-drupal-releases', namespace },
    data,
  };
  await kubectl(['apply', ...MANAGER, '--filename', '-'], JSON.stringify(configMap));
}

function objectsIn(folder: string, file: string): Manifest[] {
  if (!readdirSync(folder).includes(file)) return [];
  return parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) => document.toJS());
}
