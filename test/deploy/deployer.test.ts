import { execFileSync } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { Cluster, Edge, Files } from 'cdk8s-drupal';
import { kubectl } from '../cluster/kubectl';
import { siteFolders } from '../cluster/site-folders';
import { remove } from '../cluster/state';
import { temporaryFolder } from '../synth';
import { run } from './command';
import { deployerOf, isBound, reviewerOfAll } from './credentials';
import { TestSite } from './test-site';

const site = new TestSite('deployer', {
  commands: { queue: { drush: ['queue:run', 'mail'], schedule: '1 2 3 4 *' } },
});
const shared = new TestSite('nfs', { files: Files.nfs({ server: '10.1.2.3', path: '/export/site' }) });
/** What the sites of sites/ and these name besides. */
const CLUSTER = `
apiVersion: v1
kind: Namespace
metadata: { name: gateway-system }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: public, namespace: gateway-system }
spec: { gatewayClassName: none, listeners: [{ name: http, port: 80, protocol: HTTP }] }
---
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata: { name: letsencrypt-prod }
spec: { selfSigned: {} }
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: { name: traefik }
spec: { controller: traefik.io/ingress-controller }
`;

const namespaces: string[] = [site.namespace, shared.namespace];

beforeAll(async () => {
  isBound();
  await kubectl(['apply', '--filename', '-'], CLUSTER);
});

afterAll(async () => {
  await kubectl(['delete', '--namespace', 'deployers', 'serviceaccount,secret', ...namespaces, '--ignore-not-found']);
  const bindings = namespaces.map((namespace) => `cdk8s-drupal-onlooker-${namespace}`);
  await kubectl(['delete', 'clusterrolebinding', ...bindings, '--ignore-not-found']);
  await remove(namespaces);
});

test('the rights that docs/deployer.yaml gives are enough for all that a site needs, and for no more', async () => {
  const variables = { KUBECONFIG: deployerOf(site) };
  const one = site.version('one');
  const first = await site.deploy(one, [], variables);
  expect(first.output).toContain(':one serves');
  expect(first.output).not.toContain('could not look');
  expect((await site.deploy(one, [], variables)).output).toContain('nothing to change');

  const two = site.version('two', { commands: {} });
  expect((await site.run('diff', two, [], variables)).output).toContain('- CronJob/queue');
  expect((await site.deploy(two, [], variables)).output).toContain('cronjob.batch/queue pruned');
  expect((await site.run('rollback', two, [], variables)).status).toBe(0);
  expect((await site.run('status', two, [], variables)).output).toContain(':one serves');
  expect((await site.run('deploy', site.version('exit-1'), [], variables)).output).toContain('the simulated container');

  const destroy = await site.run('destroy', two, ['--environment', 'live', '--volumes'], variables);
  expect(destroy.output).toMatch(
    /cannot delete resource "(statefulsets|persistentvolumeclaims|namespaces)"|a deployer does not delete default-deny/,
  );
  expect(destroy.status).toBe(5);
  await site.kubectl('get', 'persistentvolumeclaim', 'files');
});

test('a namespace that admits more than the manifests say is refused, with what an administrator runs', async () => {
  const variables = { KUBECONFIG: deployerOf(site) };
  const folder = site.version('three');
  const label = 'pod-security.kubernetes.io/enforce';
  await kubectl(['label', 'namespace', site.namespace, `${label}=privileged`, '--overwrite']);
  const { status, output } = await site.run('deploy', folder, [], variables);
  expect(output).toContain(`metadata.labels["${label}"] is "privileged", and the manifests say "restricted"`);
  expect(output).toContain('nothing was changed');
  expect(output).not.toContain('is forbidden');
  expect(status).toBe(1);
  expect((await site.run('diff', folder, [], variables)).output).toContain(`["${label}"] is "privileged"`);

  administrator(output);
  expect((await site.deploy(folder, [], variables)).output).toContain(':three serves');

  await kubectl(['label', 'namespace', site.namespace, `${label}=baseline`, '--overwrite']);
  await site.deploy(folder); // who may change it mends it
  const { metadata } = await site.get('namespace', site.namespace);
  expect(metadata.labels[label]).toBe('restricted');
});

test('the volume of Files.nfs is made by an administrator, with the command that the deploy prints', async () => {
  const variables = { KUBECONFIG: deployerOf(shared) };
  const folder = shared.version('one');
  const volume = `${shared.namespace}-files`;
  const refused = await shared.run('deploy', folder, [], variables);
  expect(refused.output).toContain(`PersistentVolume/${volume}: there is none; the credential may not create it`);
  expect(refused.output).not.toContain('may not patch persistentvolumes');
  expect(refused.status).toBe(1);

  administrator(refused.output);
  expect((await shared.deploy(folder, [], variables)).output).toContain(':one serves');
  expect((await shared.deploy(folder, [], variables)).output).toContain('nothing to change');

  const moved = shared.version('one', { files: Files.nfs({ server: '10.1.2.4', path: '/export/site' }) });
  const other = await shared.run('deploy', moved, [], variables);
  expect(other.output).toContain('spec.nfs.server is "10.1.2.3", and the manifests say "10.1.2.4"');
  expect(other.status).toBe(1);
});

test('a review app goes with its claims, and its volume of Files.nfs is left to an administrator', async () => {
  const files = Files.nfs({ server: '10.1.2.3', path: '/export/reviews' });
  const site = new TestSite('nfs');
  const { folder, namespace } = site.review('one', '42', { files });
  namespaces.push(namespace);
  await site.deploy(folder, [], { CI_MERGE_REQUEST_IID: '42' });
  const { status, output } = await site.run('destroy', folder, ['--volumes'], { KUBECONFIG: reviewerOfAll() });
  const command = `kubectl delete persistentvolume ${namespace}-files`;
  expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining(command) });
  expect(output).toContain(`the namespace ${namespace} is gone`);
  execFileSync('bash', ['-euc', command], { stdio: 'pipe' });
});

/** Does what a deploy says that an administrator has to do. */
function administrator(output: string): void {
  const [, command = ''] = /administrator of the cluster runs: (.*)/.exec(output) ?? [];
  execFileSync('bash', ['-euc', command], { stdio: 'pipe' });
}

const REGISTRY = { CI_DEPLOY_USER: 'robot', CI_DEPLOY_PASSWORD: 'a-password-of-nobody' };

test.each(siteFolders())('$name is deployed with these rights', async ({ first }) => {
  const namespace = `${basename(dirname(first))}-${basename(first)}`;
  namespaces.push(namespace);
  const variables = { ...REGISTRY, KUBECONFIG: deployerOf({ site: basename(dirname(first)), namespace }) };
  const secret = ['secret', 'tls', 'web-tls', '--namespace', namespace, ...certificate()];
  await kubectl(['create', ...secret]);
  const { status, output } = await run(['deploy', first], variables);
  expect({ status, output }).toMatchObject({ status: 0, output: expect.stringContaining('serves') });
});

test('Traefik, its redirects and an issuer are deployed with these rights', async () => {
  const edge = Edge.ingress({ className: 'traefik', issuer: 'letsencrypt-prod' });
  const traefik = new TestSite('traefik', {
    cluster: Cluster.doks({ edge }),
    environments: { live: { hosts: ['site.example.com', 'www.site.example.com'] } },
  });
  namespaces.push(traefik.namespace);
  const variables = { KUBECONFIG: deployerOf(traefik) };
  await kubectl([
    'annotate',
    'namespace',
    traefik.namespace,
    'cdk8s-drupal/hosts=site.example.com, *.site.example.com',
  ]);
  expect((await traefik.deploy(traefik.version('one'), [], variables)).output).toContain(':one serves');
});

/** The flags of a certificate that nobody trusts. */
function certificate(): string[] {
  const folder = temporaryFolder();
  const [key, cert] = [`${folder}/key`, `${folder}/cert`];
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=test'];
  execFileSync('openssl', [...request, '-keyout', key, '-out', cert], { stdio: 'pipe' });
  return [`--key=${key}`, `--cert=${cert}`];
}
