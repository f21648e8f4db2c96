import { Cluster, Edge } from 'cdk8s-drupal';
import { kubectl } from '../cluster/kubectl';
import { TestSite } from './test-site';

const site = new TestSite('edge');
const className = site.site;
const certificate = 'registry-tls';
const at = (props: Parameters<typeof Edge.ingress>[0]) => ({
  cluster: Cluster.generic({ edge: Edge.ingress({ className, certificate, ...props }) }),
});
const open = site.version('one', at({}));
const guessed = site.version('two', at({ controller: 'traefik' }));
const said = site.version('three', at({ controller: 'traefik', controllerNamespace: 'edge' }));

const RELEASE = 'meta.helm.sh/release-namespace';
const isOfRelease = (namespace: string) =>
  kubectl(['annotate', '--overwrite', 'ingressclass', className, `${RELEASE}=${namespace}`]);

async function callers(): Promise<string[] | undefined> {
  const { spec } = await site.get('networkpolicy', 'drupal');
  return spec.ingress[0].from?.map(
    (peer: { namespaceSelector: { matchLabels: object } }) => Object.values(peer.namespaceSelector.matchLabels)[0],
  );
}

beforeAll(async () => {
  const ingressClass = { apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name: className } };
  await kubectl(['create', '-f', '-'], JSON.stringify({ ...ingressClass, spec: { controller: 'example.com/edge' } }));
  await kubectl(['create', 'namespace', site.namespace]);
  const tls = { type: 'kubernetes.io/tls', metadata: { name: certificate, namespace: site.namespace } };
  const stringData = { 'tls.crt': 'none', 'tls.key': 'none' };
  await kubectl(['create', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'Secret', ...tls, stringData }));
  await site.deploy(open);
});
afterAll(async () => {
  await kubectl(['delete', 'ingressclass', className]);
  await site.remove();
});

test('a site that runs is not cut off on a guess where its edge is', async () => {
  const { status, output } = await site.run('deploy', guessed);
  expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining('nothing was changed') });
  expect(output).toContain(`nothing tells where the controller of the Ingress class "${className}" runs`);
  expect(await callers()).toBeUndefined();
});

test('where a Helm release tells that the guess is wrong, the message is what to write', async () => {
  await isOfRelease('edge');
  const { status, output } = await site.run('deploy', guessed);
  expect({ status, output }).toEqual({
    status: 1,
    output: expect.stringContaining("write controllerNamespace: 'edge'"),
  });
  expect(await callers()).toBeUndefined();
  await site.deploy(said);
  expect(await callers()).toEqual(['edge']);
});

test('where it tells that the guess is right, only the edge may call the web', async () => {
  await isOfRelease('traefik');
  await site.deploy(guessed);
  expect(await callers()).toEqual(['traefik', 'kube-system']);
});
