import { Access, Cluster, Edge } from 'cdk8s-drupal';
import { kubectl } from '../cluster/kubectl';
import { deployerOf, isBound } from './credentials';
import { TestSite } from './test-site';

const site = new TestSite('access');
const className = site.site;
const MIDDLEWARES = 'traefik.ingress.kubernetes.io/router.middlewares';

/** The manifests of an environment that is not live, behind Traefik. */
const version = (tag: string, access?: Access, controller: 'traefik' | 'generic' = 'traefik') =>
  site.version(tag, {
    cluster: Cluster.generic({
      edge: Edge.ingress({ className, controller, certificate: 'registry-tls', controllerNamespace: 'traefik' }),
    }),
    environments: { live: { hosts: [site.host], live: false, access } },
  });
const open = version('one', Access.open());
const closed = version('one');

let variables: NodeJS.ProcessEnv;

beforeAll(async () => {
  isBound();
  const ingressClass = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: className } };
  await kubectl(['create', '-f', '-'], JSON.stringify({ ...ingressClass, spec: { controller: 'example.com/edge' } }));
  variables = { KUBECONFIG: deployerOf(site) };
});
afterAll(async () => {
  await kubectl(['delete', 'ingressclass', className]);
  await kubectl(['delete', '--namespace', 'deployers', 'serviceaccount,secret', site.namespace, '--ignore-not-found']);
  await kubectl(['delete', 'clusterrolebinding', `cdk8s-drupal-onlooker-${site.namespace}`, '--ignore-not-found']);
  await site.remove();
});

const middlewares = async () =>
  (await site.get('middlewares.traefik.io')).items.map(({ metadata }: { metadata: { name: string } }) => metadata.name);
const namedBy = async () => (await site.get('ingress', 'web')).metadata.annotations[MIDDLEWARES];

/** The values of the Secret with the login. */
async function login(): Promise<Record<string, string>> {
  const { data } = await site.get('secret', 'web-access');
  const decoded = (value: unknown) => Buffer.from(String(value), 'base64').toString();
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, decoded(value)]));
}

test('the credential of docs/deployer.yaml closes what is open, and says so once', async () => {
  const first = await site.deploy(open, [], variables);
  expect(first.output).not.toContain('web-access');
  expect(await middlewares()).toEqual(['web-redirect']);
  await expect(site.get('secret', 'web-access')).rejects.toThrow(/not found/);

  const { output } = await site.deploy(closed, [], variables);
  expect(output).toContain(`${site.namespace} was open, and asks for a password`);
  expect(output).toContain('Access.open()');
  expect(await middlewares()).toEqual(['web-access', 'web-noindex', 'web-redirect']);
  expect(await namedBy()).toBe(
    `${site.namespace}-web-noindex@kubernetescrd,${site.namespace}-web-access@kubernetescrd`,
  );
  const { username, password } = await login();
  expect(username).toBe(site.site);
  expect(output).not.toContain(password);

  const again = await site.deploy(closed, [], variables);
  expect(again.output).toContain('nothing to change');
  expect(again.output).not.toContain('was open');
  expect((await site.run('diff', closed, [], variables)).output).not.toMatch(/^[+~-] /m);
});

test('status shows the password to whoever may read it, and to no job', async () => {
  const { password = '' } = await login();
  expect((await site.run('status', closed, [], { ...variables, CI: '' })).output).toContain(`password ${password}`);
  expect((await site.run('status', closed, [], { ...variables, CI: 'true' })).output).not.toContain(password);
});

test('a later release keeps the password, and a Secret that was deleted gets another one', async () => {
  const { password } = await login();
  await site.deploy(version('two'), [], variables);
  expect((await login()).password).toBe(password);
  await site.kubectl('delete', 'secret', 'web-access');
  expect((await site.deploy(version('two'), [], variables)).output).toContain('generated web-access/username');
  expect((await login()).password).not.toBe(password);
});

test('where Apache closes it, the web has the Secret, and the edge nothing', async () => {
  await site.deploy(version('three', undefined, 'generic'), [], variables);
  expect(await middlewares()).toEqual([]);
  expect(await namedBy()).toBeUndefined();
  const { spec } = (await site.get('deployment', 'web')).spec.template;
  expect(spec.volumes).toContainEqual(
    expect.objectContaining({ secret: expect.objectContaining({ secretName: 'web-access' }) }),
  );
});

test('open again, all of it leaves but the Secret', async () => {
  await site.deploy(closed, [], variables);
  const { output } = await site.deploy(version('four', Access.open()), [], variables);
  expect(output).toContain(`${site.namespace} was closed, and is open to everybody now`);
  expect(await middlewares()).toEqual(['web-redirect']);
  expect(await namedBy()).toBeUndefined();
  await site.get('secret', 'web-access');
});

test('a rollback brings back who came in then', async () => {
  await site.run('rollback', closed, [], variables);
  expect(await namedBy()).toContain('web-access');
});
