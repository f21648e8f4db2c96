import type { Dist } from '../dist';
import type { Kubectl } from '../kubectl/kubectl';
import { allStrangers, type Item, strangersAmong } from './inventory';

const dist = {
  site: 'shop',
  namespace: 'shop-live',
  plan: { secrets: [{ name: 'registry' }], claims: ['uploads'] },
} as unknown as Dist;
const OURS = { 'app.kubernetes.io/instance': 'shop-live', 'app.kubernetes.io/part-of': 'shop' };
const item = (kind: string, name: string, rest: Partial<Item> = {}): Item => ({
  kind,
  name,
  uid: `${kind}/${name}`,
  labels: {},
  owners: [],
  ...rest,
});
const among = (...items: Item[]) => strangersAmong(items, dist);

test.each<[string, Item[]]>([
  ['carries its labels', [item('Deployment', 'web', { labels: OURS })]],
  [
    'is made for what does, over any number of steps',
    [
      item('Pod', 'web-1-2', { owners: ['ReplicaSet/web-1'] }),
      item('ReplicaSet', 'web-1', { owners: ['Deployment/web'] }),
      item('Deployment', 'web', { labels: OURS }),
    ],
  ],
  ['is named in its plan', [item('Secret', 'registry'), item('PersistentVolumeClaim', 'uploads')]],
  ['is a record of deploys', [item('ConfigMap', 'cdk8s-drupal-releases'), item('Lease', 'cdk8s-drupal-deploy')]],
  ['is a certificate, which can be had again', [item('Secret', 'web-tls', { certificate: 'web-tls' })]],
  [
    'is in every namespace',
    [item('ConfigMap', 'kube-root-ca.crt'), item('ServiceAccount', 'default'), item('Event', 'x')],
  ],
  ['sets the namespace up', [item('RoleBinding', 'deployer'), item('ResourceQuota', 'small')]],
])('what %s is the site’s', (_what, items) => {
  expect(among(...items)).toEqual([]);
});

test.each<[string, Item]>([
  ['has no labels', item('Pod', 'debug')],
  ['is a Secret that the site does not name', item('Secret', 'theirs')],
  ['is a claim that the site does not name', item('PersistentVolumeClaim', 'theirs')],
  ['is of a kind that nobody thought of', item('Kafka', 'events')],
  ['is of another site', item('Job', 'x', { labels: { ...OURS, 'app.kubernetes.io/part-of': 'blog' } })],
  [
    'is of a chart whose release has the name of the namespace',
    item('Service', 'x', { labels: { ...OURS, 'app.kubernetes.io/managed-by': 'Helm' } }),
  ],
])('what %s is not', (_what, stranger) => {
  expect(among(stranger)).toEqual([`${stranger.kind}/${stranger.name}`]);
});

test('of what belongs together, the first is named', () => {
  expect(
    among(item('Deployment', 'theirs'), item('ReplicaSet', 'theirs-1', { owners: ['Deployment/theirs'] })),
  ).toEqual(['Deployment/theirs']);
});

const answering = (stderr: string) => {
  const run = async (args: readonly string[]) =>
    args[0] === 'get'
      ? { status: 1, stdout: '', stderr }
      : { status: 0, stdout: 'pods\nkafkas.example.com\n', stderr: '' };
  return { run } as unknown as Kubectl;
};

test.each([
  'Unable to connect to the server: net/http: TLS handshake timeout',
  'Get "https://10.0.0.1/api/v1/namespaces/shop-live/pods": dial tcp 10.0.0.1:443: no route to host',
  'Error from server (InternalError): an error on the server',
  '',
])('nobody is deleted because the server did not say who is there: %s', async (stderr) => {
  await expect(allStrangers(answering(stderr), dist)).rejects.toThrow('kubectl get');
});

test('what may not be listed, or has no server, hides nobody else', async () => {
  const stderr = [
    'E1128 21:00:00.000000   42 memcache.go:287] "Unhandled Error" err="couldn\'t get resource list for metrics.k8s.io/v1beta1"',
    'Error from server (Forbidden): kafkas.example.com is forbidden: User "review" cannot list resource "kafkas"',
    '',
  ].join('\n');
  expect(await allStrangers(answering(stderr), dist)).toEqual([]);
});
