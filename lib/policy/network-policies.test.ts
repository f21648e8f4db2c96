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
