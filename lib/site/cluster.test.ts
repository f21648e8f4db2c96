import { Edge } from '../edge/edge';
import { Cluster, type ClusterProps } from './cluster';

test('DigitalOcean keeps volumes and forwards from its private network', () => {
  expect(Cluster.doks()).toMatchObject({
    kind: 'doks',
    storageClass: 'do-block-storage-retain',
    proxyAddresses: ['10.0.0.0/8'],
  });
});

test('of any other cluster nothing is assumed but private addresses', () => {
  const { storageClass, proxyAddresses } = Cluster.generic();
  expect(storageClass).toBeUndefined();
  expect(proxyAddresses).toContain('192.168.0.0/16');
});

test.each([
  ["DigitalOcean's review apps are on volumes that go with them", Cluster.doks(), 'do-block-storage'],
  ['a class that was named is meant for review apps, too', Cluster.doks({ storageClass: 'fast' }), 'fast'],
  ['of the classes of other clusters nothing is known', Cluster.generic(), undefined],
])('%s', (_, cluster, storageClass) => {
  expect(cluster.forReview().storageClass).toBe(storageClass);
  expect(cluster.forReview()).toMatchObject({ kind: cluster.kind, proxyAddresses: cluster.proxyAddresses });
});

test.each(['doks', 'generic'] as const)('%s with all properties, each has its effect', (kind) => {
  const props: Required<ClusterProps> = {
    edge: Edge.gateway({ gateway: 'public', namespace: 'edge' }),
    storageClass: 'fast',
    proxyAddresses: ['172.20.0.0/16'],
    podAddresses: ['10.244.0.0/16'],
    dnsAddresses: ['169.254.20.10/32'], // in network-policies.test.ts
    pod: { tolerations: [{ operator: 'Exists' }] }, // in drupal-site/place-pods.test.ts
    version: '1.30',
  };
  const cluster = Cluster[kind](props);
  expect(cluster).toMatchObject({ kind, storageClass: 'fast', proxyAddresses: ['172.20.0.0/16'] });
  expect(cluster.proxyAddressesWithPods).toStrictEqual(['172.20.0.0/16', '10.244.0.0/16']);
  expect(cluster.props.edge).toBe(props.edge);
  expect(cluster.problems()).toStrictEqual([]);
  expect([cluster.isAtLeast(30), cluster.isAtLeast(31)]).toStrictEqual([true, false]);
});

test('is Kubernetes 1.27 where it does not say its version', () => {
  expect([Cluster.generic().isAtLeast(27), Cluster.generic().isAtLeast(28)]).toStrictEqual([true, false]);
});

test.each(['1.26', '1', '1.31.2', 'v1.31', 1.31, '2.0'])('fails for the version %s', (version) => {
  const [problem, ...others] = Cluster.generic({ version } as never).problems();
  expect(problem).toMatchObject({
    path: 'version',
    value: version,
    allowed: '1.27 or newer, without the patch number',
  });
  expect(others).toStrictEqual([]);
});

test('says all that is wrong at once', () => {
  const props = {
    edge: {},
    storageClass: 'Fast',
    proxyAddresses: ['10.0.0.0/8', '0.0.0.0/0', '10.0.0.1'],
    podAddresses: ['0.0.0.0/1'],
    dnsAddresses: ['x'],
    pod: { labels: { 'app.kubernetes.io/name': 'x' }, sidecars: {} },
    foo: 1,
  };
  const paths = Cluster.doks(props as never)
    .problems()
    .map(({ path }) => path);
  expect(paths.sort()).toStrictEqual([
    'dnsAddresses[0]',
    'edge',
    'foo',
    'pod.labels["app.kubernetes.io/name"]',
    'pod.sidecars',
    'podAddresses',
    'proxyAddresses',
    'proxyAddresses[2]',
    'storageClass',
  ]);
});

test.each([null, 5, 'x', true])('fails for %p in place of its properties', (props) => {
  expect(Cluster.doks(props as never).problems()).toMatchObject([{ path: '', message: 'is not an object' }]);
});
