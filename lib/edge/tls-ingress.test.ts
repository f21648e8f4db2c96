import { manifestsOf, namesOf, only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import { Access } from '../site/access';
import { TlsIngress, type TlsIngressProps } from './tls-ingress';

const service = { name: 'web', port: 80 };

function edge(props: Partial<TlsIngressProps> = {}, chart = plainChart()) {
  new TlsIngress(chart, 'web', { hosts: ['shop.example.com', 'www.shop.example.com'], service, ...props });
  return chart;
}

const hostsOf = (ingress: { spec: { rules: { host: string }[] } }) => ingress.spec.rules.map(({ host }) => host);

describe.each(['generic', 'nginx', 'traefik'] as const)('with the controller %s', (controller) => {
  test('makes manifests that a Kubernetes engineer has read', () => {
    expect(manifestsOf(edge({ controller }))).toMatchSnapshot();
  });

  test('ends TLS for every host', () => {
    expect(only(edge({ controller }), 'Ingress', 'web').spec.tls).toStrictEqual([
      { hosts: ['shop.example.com', 'www.shop.example.com'], secretName: 'web-tls' },
    ]);
  });

  test('serves every host where the other ones shall not redirect', () => {
    const ingress = only(edge({ controller, redirectToCanonical: false }), 'Ingress', 'web');
    expect(hostsOf(ingress as never)).toStrictEqual(['shop.example.com', 'www.shop.example.com']);
  });

  test('takes a single host as it is, redirect or not', () => {
    const ingress = only(
      edge({ controller, hosts: ['shop.example.com'], redirectToCanonical: true }),
      'Ingress',
      'web',
    );
    expect(hostsOf(ingress as never)).toStrictEqual(['shop.example.com']);
  });
});

test('with all properties, each has its effect', () => {
  const props: Required<TlsIngressProps> = {
    hosts: ['shop.example.com', 'www.shop.example.com'],
    service: { name: 'front', port: 8080 },
    redirectToCanonical: true,
    routing: { annotations: { 'example.com/team': 'shop' } },
    access: Access.addresses(['203.0.113.0/24', '198.51.100.7/32']),
    limits: { requestsPerSecond: 7, burst: 100, concurrent: 50, exempt: ['192.0.2.0/24'] },
    visitorAddress: 'connection',
    uploadSize: '512Mi', // what an annotation says takes its place
    className: 'public',
    controller: 'nginx',
    issuer: 'letsencrypt',
    certificate: 'shop-tls',
    annotations: { 'example.com/owner': 'team', 'nginx.ingress.kubernetes.io/proxy-body-size': '1g' },
    controllerNamespace: 'ingress-nginx', // for the network policies; nothing of it is in the Ingress
  };
  const { metadata, spec } = only(edge(props), 'Ingress');
  expect(metadata).toMatchObject({
    annotations: {
      'cert-manager.io/cluster-issuer': 'letsencrypt',
      'example.com/owner': 'team',
      'example.com/team': 'shop',
      'nginx.ingress.kubernetes.io/from-to-www-redirect': 'true',
      'nginx.ingress.kubernetes.io/limit-rps': '7',
      'nginx.ingress.kubernetes.io/limit-burst-multiplier': '15', // 105, as 98 would be too few
      'nginx.ingress.kubernetes.io/limit-connections': '50',
      'nginx.ingress.kubernetes.io/limit-whitelist': '192.0.2.0/24',
      'nginx.ingress.kubernetes.io/proxy-body-size': '1g',
      'nginx.ingress.kubernetes.io/whitelist-source-range': '203.0.113.0/24,198.51.100.7/32',
    },
  });
  expect(spec).toStrictEqual({
    ingressClassName: 'public',
    tls: [{ hosts: ['shop.example.com', 'www.shop.example.com'], secretName: 'shop-tls' }],
    rules: [
      {
        host: 'shop.example.com',
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'front', port: { number: 8080 } } } }],
        },
      },
    ],
  });
});

describe('with the necessary properties alone', () => {
  const ingress = only(edge(), 'Ingress');

  test('belongs to the default class and has no annotation', () => {
    expect(ingress.spec).not.toHaveProperty('ingressClassName');
    expect(ingress.metadata).not.toHaveProperty('annotations');
  });

  test('is called by the id', () => {
    expect(ingress.metadata.name).toBe('web');
  });
});

test('knows the controller by the name of its class', () => {
  expect(namesOf(edge({ className: 'traefik' }))).toContain('Middleware/web-redirect');
});

test('is told the controller where the name of the class does not say', () => {
  expect(namesOf(edge({ className: 'public', controller: 'traefik' }))).toContain('Middleware/web-redirect');
});

test('a class named as a property of every object is one of which nothing is known', () => {
  expect(namesOf(edge({ className: 'constructor' }))).toStrictEqual(['Ingress/web']);
});

describe('Traefik', () => {
  test('redirects http and the other hosts to https on the canonical one', () => {
    const chart = edge({ className: 'traefik' });
    expect(only(chart, 'Middleware').spec.redirectRegex).toStrictEqual({
      regex: '^https?://[^/]+/(.*)',
      replacement: `https://shop.example.com/\${1}`,
      permanent: true,
    });
    expect(hostsOf(only(chart, 'Ingress', 'web-redirect-http') as never)).toHaveLength(2);
    expect(hostsOf(only(chart, 'Ingress', 'web-redirect-hosts') as never)).toStrictEqual(['www.shop.example.com']);
  });

  test('names its Middleware with the namespace of the chart', () => {
    const { metadata } = only(edge({ className: 'traefik' }, plainChart('prod')), 'Ingress', 'web-redirect-http');
    expect(metadata).toMatchObject({
      annotations: { 'traefik.ingress.kubernetes.io/router.middlewares': 'prod-web-redirect@kubernetescrd' },
    });
  });

  test('redirects to https alone where the hosts shall not redirect', () => {
    const chart = edge({ className: 'traefik', redirectToCanonical: false });
    expect(only(chart, 'Middleware').spec).toStrictEqual({ redirectScheme: { scheme: 'https', permanent: true } });
    expect(namesOf(chart)).not.toContain('Ingress/web-redirect-hosts');
  });
});

describe('fails if', () => {
  test('properties are wrong, and says all of it at once', () => {
    const props = {
      hosts: ['https://shop.example.com', 'SHOP'],
      controller: 'haproxy',
      className: 'Public',
      issuer: '',
      annotations: { 'a b': true },
      foo: 1,
    };
    expect(
      refusals(() => edge(props as never))
        .map(({ path }) => path)
        .sort(),
    ).toStrictEqual([
      'annotations["a b"]',
      'annotations["a b"]',
      'className',
      'controller',
      'foo',
      'hosts[0]',
      'hosts[1]',
      'issuer',
    ]);
  });

  test('there is no host', () => {
    expect(refusals(() => edge({ hosts: [] as never }))).toMatchObject([{ message: 'is empty' }]);
  });

  test.each([
    ['generic', 'true with traefik, or with a Gateway'],
    ['nginx', 'true with traefik, or with a Gateway'],
  ] as const)('%s shall redirect what it cannot, and says who can', (controller, allowed) => {
    const hosts = ['a.example.com', 'b.example.com'] as const;
    expect(refusals(() => edge({ controller, hosts, redirectToCanonical: true }))).toMatchObject([
      { path: 'redirectToCanonical', value: true, message: expect.stringContaining(`"${controller}"`), allowed },
    ]);
  });
});

test.each([
  ['shop.example.com', 'www.shop.example.com'],
  ['www.shop.example.com', 'shop.example.com'],
])('ingress-nginx redirects to %s from %s', (canonical, alias) => {
  const chart = edge({ controller: 'nginx', hosts: [canonical, alias], redirectToCanonical: true });
  expect(hostsOf(only(chart, 'Ingress') as never)).toStrictEqual([canonical]);
});

test('two in one chart do not take each other’s names', () => {
  const chart = edge({ className: 'traefik' });
  new TlsIngress(chart, 'shop', { className: 'traefik', hosts: ['b.example.com'], service });
  expect(new Set(namesOf(chart)).size).toBe(namesOf(chart).length);
});
