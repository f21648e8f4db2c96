import { BlockList, isIPv6 } from 'node:net';
import { Chart, Testing } from 'cdk8s';
import { manifestsOf, namesOf, only, plainChart } from '../../test/manifests';
import { MariaDb } from '../services/mariadb';
import { NetworkPolicies, type NetworkPoliciesProps } from './network-policies';

const necessary: NetworkPoliciesProps = { application: 'drupal', port: 8080, connectsTo: [] };

function policies(props: Partial<NetworkPoliciesProps> = {}) {
  const chart = plainChart();
  new NetworkPolicies(chart, 'policies', { ...necessary, ...props });
  return chart;
}

const spec = (name: string, props: Partial<NetworkPoliciesProps> = {}) =>
  only(policies(props), 'NetworkPolicy', name).spec;

const all: Required<NetworkPoliciesProps> = {
  application: 'drupal',
  port: 8080,
  callers: 'traefik',
  solver: true,
  dnsAddresses: ['169.254.20.10/32'],
  proxies: [
    { application: 'gate', service: 'gate', port: 80, podPort: 8081 },
    { application: 'varnish', service: 'varnish', port: 6081 },
  ],
  connectsTo: [
    { kind: 'pods', application: 'varnish', service: 'varnish', ports: [6082] },
    { kind: 'pods', application: 'mariadb', service: 'db', ports: [3306] },
    { kind: 'addresses', cidrs: ['10.20.0.0/16'], ports: [25_060] },
  ],
  others: [
    {
      application: 'backup',
      connectsTo: [{ kind: 'pods', application: 'mariadb', service: 'db', ports: [3306] }],
      internet: [443],
    },
  ],
};

test('with all properties, makes manifests that a Kubernetes engineer has read', () => {
  expect(manifestsOf(policies(all))).toMatchSnapshot();
});

test('denies everything that nothing else allows, by types without rules', () => {
  expect(spec('default-deny')).toStrictEqual({
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  });
});

test('lets any caller in where none is named', () => {
  expect(spec('drupal').ingress).toStrictEqual([{ ports: [{ protocol: 'TCP', port: 8080 }] }]);
});

test('lets in only the namespace of the edge where it is named', () => {
  expect(spec('drupal', { ...all, proxies: [] }).ingress).toStrictEqual([
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } } }],
      ports: [{ protocol: 'TCP', port: 8080 }],
    },
  ]);
});

test('lets in each namespace that the edge may be in', () => {
  const { ingress } = spec('drupal', { callers: ['traefik', 'kube-system'] });
  expect(ingress[0].from).toStrictEqual(
    ['traefik', 'kube-system'].map((name) => ({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
    })),
  );
});

describe('a site that asks its own public host', () => {
  const toEdge = (callers: NetworkPoliciesProps['callers']) =>
    spec('drupal', { callers }).egress.filter(({ ports = [] }: { ports?: { port: number }[] }) =>
      ports.some(({ port }) => port === 8443),
    );

  test('meets the edge’s pods, on the ports for http and https alone', () => {
    expect(toEdge('edge')).toStrictEqual([
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } } }],
        ports: [80, 443, 8000, 8443, 10_080, 10_443].map((port) => ({ protocol: 'TCP', port })),
      },
    ]);
  });

  test('is not let into kube-system on a guess', () => {
    expect(JSON.stringify(toEdge(['traefik', 'kube-system']))).not.toContain('kube-system');
  });

  test('cannot be let out to an edge of which nothing is known', () => {
    expect(toEdge(undefined)).toStrictEqual([]);
  });
});

test('keeps Drupal from the addresses at which clouds hand out credentials, wherever they are', () => {
  const blocks = spec('drupal').egress.flatMap(({ to = [] }: { to?: { ipBlock?: object }[] }) =>
    to.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock])),
  );
  const isOpen = (address: string) => {
    const list = new BlockList();
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    for (const { except } of blocks.filter(({ cidr }: { cidr: string }) => cidr.includes(':') === isIPv6(address)))
      for (const range of except) list.addSubnet(range.split('/')[0], Number(range.split('/')[1]), family);
    return !list.check(address, family);
  };
  const metadata = [
    ...['169.254.169.254', '169.254.170.2', '169.254.42.42', '100.100.100.200', '192.0.0.192', '168.63.129.16'],
    ...['fd00:ec2::254', 'fd20:ce::254', 'fd00:42::42', 'fe80::a9fe:a9fe', '64:ff9b::a9fe:a9fe', '2002:a9fe:a9fe::1'],
  ];
  expect(metadata.filter(isOpen)).toStrictEqual([]);
  expect(['93.184.215.14', '168.63.129.17', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'].filter(isOpen)).toHaveLength(3);
});

test('keeps Drupal from private and link-local addresses that it was not given', () => {
  const except = spec('drupal').egress.flatMap(({ to = [] }: { to?: { ipBlock?: { except?: string[] } }[] }) =>
    to.flatMap(({ ipBlock }) => ipBlock?.except ?? []),
  );
  expect(except).toStrictEqual(
    expect.arrayContaining(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16', 'fc00::/7']),
  );
});

test('lets Drupal call what it is bound to', () => {
  const { egress } = spec('drupal', all);
  expect(egress).toContainEqual({
    to: [
      {
        podSelector: {
          matchLabels: { 'app.kubernetes.io/name': 'mariadb', 'app.kubernetes.io/instance': 'shop' },
        },
      },
    ],
    ports: [{ protocol: 'TCP', port: 3306 }],
  });
  expect(egress).toContainEqual({
    to: [{ ipBlock: { cidr: '10.20.0.0/16' } }],
    ports: [{ protocol: 'TCP', port: 25_060 }],
  });
});

test('lets Drupal ask the DNS servers that are not pods', () => {
  expect(spec('drupal', all).egress[0].to).toContainEqual({ ipBlock: { cidr: '169.254.20.10/32' } });
});

test('a service answers Drupal and calls no one', () => {
  const policy = spec('mariadb', { ...all, others: [] });
  expect(policy.policyTypes).toContain('Egress');
  expect(policy).not.toHaveProperty('egress');
  expect(policy.ingress).toStrictEqual([
    {
      from: [
        {
          podSelector: {
            matchLabels: { 'app.kubernetes.io/name': 'drupal', 'app.kubernetes.io/instance': 'shop' },
          },
        },
      ],
      ports: [{ protocol: 'TCP', port: 3306 }],
    },
  ]);
});

test('others reach what they name, and nobody reaches them', () => {
  const { ingress, egress } = spec('backup', all);
  expect(ingress).toBeUndefined();
  expect(egress.slice(1)).toStrictEqual([
    { to: spec('drupal', all).egress[1].to, ports: tcp(443) },
    { to: [pods('mariadb')], ports: tcp(3306) },
  ]);
  expect(spec('mariadb', all).ingress).toStrictEqual([
    { from: [pods('drupal')], ports: tcp(3306) },
    { from: [pods('backup')], ports: tcp(3306) },
  ]);
});

const pods = (name: string, instance = 'shop') => ({
  podSelector: { matchLabels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': instance } },
});
const tcp = (port: number) => [{ protocol: 'TCP', port }];

describe('with proxies before the web', () => {
  const edge = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } } };

  test('the edge calls the first, each the next, the last the web, and nobody passes one by', () => {
    expect(spec('gate', all).ingress).toStrictEqual([{ from: [edge], ports: tcp(8081) }]);
    expect(spec('varnish', all).ingress).toStrictEqual([
      { from: [pods('drupal')], ports: tcp(6082) },
      { from: [pods('gate')], ports: tcp(6081) },
    ]);
    expect(spec('drupal', all).ingress).toStrictEqual([{ from: [pods('varnish')], ports: tcp(8080) }]);
  });

  test('each may ask the DNS and call the next, and nobody else', () => {
    const [dns] = spec('drupal', all).egress;
    expect(spec('gate', all).egress).toStrictEqual([dns, { to: [pods('varnish')], ports: tcp(6081) }]);
    expect(spec('varnish', all).egress).toStrictEqual([dns, { to: [pods('drupal')], ports: tcp(8080) }]);
  });
});

test('finds the pods of a service in another chart by the instance that they have', () => {
  const app = Testing.app();
  const database = new MariaDb(new Chart(app, 'data'), 'db');
  const chart = new Chart(app, 'site');
  new NetworkPolicies(chart, 'policies', { ...necessary, connectsTo: database.binding.connectsTo ?? [] });
  expect(only(chart, 'NetworkPolicy', 'mariadb').spec).toMatchObject({
    podSelector: pods('mariadb', 'data').podSelector,
    ingress: [{ from: [pods('drupal', 'site')], ports: tcp(3306) }],
  });
  expect(only(chart, 'NetworkPolicy', 'drupal').spec.egress).toContainEqual({
    to: [pods('mariadb', 'data')],
    ports: tcp(3306),
  });
});

test('lets the pods that answer challenges be called only where there are some', () => {
  expect(namesOf(policies())).not.toContain('NetworkPolicy/acme-solver');
  expect(spec('acme-solver', all).ingress[0].ports).toStrictEqual([{ protocol: 'TCP', port: 8089 }]);
});
