import { BlockList, isIPv6 } from 'node:net';
import { manifestsOf, namesOf, only, plainChart } from '../../test/manifests';
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
  connectsTo: [
    { kind: 'pods', application: 'mariadb', service: 'db', ports: [3306] },
    { kind: 'addresses', cidrs: ['10.20.0.0/16'], ports: [25_060] },
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
  expect(spec('drupal', all).ingress).toStrictEqual([
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
  const policy = spec('mariadb', all);
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

test('lets the pods that answer challenges be called only where there are some', () => {
  expect(namesOf(policies())).not.toContain('NetworkPolicy/acme-solver');
  expect(spec('acme-solver', all).ingress[0].ports).toStrictEqual([{ protocol: 'TCP', port: 8089 }]);
});
