import { manifestsOf, namesOf, only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import { Access } from '../site/access';
import { GatewayRoutes, type GatewayRoutesProps } from './gateway-routes';

const necessary: GatewayRoutesProps = {
  gateway: 'public',
  namespace: 'gateway-system',
  hosts: ['shop.example.com', 'www.example.com'],
  service: { name: 'web', port: 80 },
};

function routes(props: Partial<GatewayRoutesProps> = {}) {
  const chart = plainChart();
  new GatewayRoutes(chart, 'web', { ...necessary, ...props });
  return chart;
}

test('makes manifests that a Kubernetes engineer has read', () => {
  expect(manifestsOf(routes({ issuer: 'letsencrypt' }))).toMatchSnapshot();
});

describe('with all properties', () => {
  const props: Required<GatewayRoutesProps> = {
    gateway: 'shared',
    namespace: 'edge',
    hosts: ['shop.example.com', 'www.example.com'],
    service: { name: 'front', port: 8080 },
    redirectToCanonical: true,
    routing: { annotations: { 'example.com/team': 'shop' }, responseHeaders: { 'X-Frame-Options': 'DENY' } },
    access: Access.addresses(['203.0.113.0/24']),
    limits: { requestsPerSecond: 20, concurrent: 50 },
    visitorAddress: 1,
    controller: 'traefik',
    httpListener: 'plain',
    httpsListener: 'secure',
    requestTimeout: '20m',
    issuer: 'letsencrypt',
    certificate: 'shop-tls',
    controllerNamespace: 'envoy', // for the network policies; nothing of it is in the routes
  };
  const chart = routes(props);
  const route = (name: string) => only(chart, 'HTTPRoute', name).spec;

  test('the canonical host leads to the Service, over the listener for https', () => {
    expect(route('web')).toStrictEqual({
      parentRefs: [{ name: 'shared', namespace: 'edge', sectionName: 'secure' }],
      hostnames: ['shop.example.com'],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          filters: [
            ...['web-rate', 'web-concurrent', 'web-noindex', 'web-access'].map((name) => ({
              type: 'ExtensionRef',
              extensionRef: { group: 'traefik.io', kind: 'Middleware', name },
            })),
            {
              type: 'ResponseHeaderModifier',
              responseHeaderModifier: { set: [{ name: 'X-Frame-Options', value: 'DENY' }] },
            },
          ],
          backendRefs: [{ name: 'front', port: 8080 }],
          timeouts: { request: '20m' },
        },
      ],
    });
  });

  test('http redirects to https on the canonical host', () => {
    expect(route('web-redirect-http')).toMatchObject({
      parentRefs: [{ sectionName: 'plain' }],
      hostnames: ['shop.example.com', 'www.example.com'],
      rules: [{ filters: [{ requestRedirect: { scheme: 'https', hostname: 'shop.example.com', statusCode: 301 } }] }],
    });
  });

  test('the other hosts redirect to the canonical one', () => {
    expect(route('web-redirect-hosts')).toMatchObject({
      parentRefs: [{ sectionName: 'secure' }],
      hostnames: ['www.example.com'],
      rules: [{ filters: [{ requestRedirect: { scheme: 'https', hostname: 'shop.example.com', statusCode: 301 } }] }],
    });
  });

  test('cert-manager makes the certificate for all hosts', () => {
    expect(only(chart, 'Certificate').spec).toStrictEqual({
      secretName: 'shop-tls',
      dnsNames: ['shop.example.com', 'www.example.com'],
      issuerRef: { kind: 'ClusterIssuer', name: 'letsencrypt' },
    });
  });

  test('the Gateway may read the certificate, and nothing else', () => {
    expect(only(chart, 'ReferenceGrant').spec).toStrictEqual({
      from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'edge' }],
      to: [{ group: '', kind: 'Secret', name: 'shop-tls' }],
    });
  });
});

describe('with the necessary properties alone', () => {
  test('the listeners are called http and https, and a request may take five minutes', () => {
    const chart = routes();
    expect(only(chart, 'HTTPRoute', 'web').spec).toMatchObject({
      parentRefs: [{ sectionName: 'https' }],
      rules: [{ timeouts: { request: '300s' } }],
    });
    expect(only(chart, 'HTTPRoute', 'web-redirect-http').spec.parentRefs[0].sectionName).toBe('http');
  });

  test('the certificate is the affair of the Gateway', () => {
    expect(namesOf(routes())).toStrictEqual([
      'HTTPRoute/web',
      'HTTPRoute/web-redirect-http',
      'HTTPRoute/web-redirect-hosts',
    ]);
  });
});

test('serves all hosts where the others shall not redirect', () => {
  const chart = routes({ redirectToCanonical: false });
  expect(namesOf(chart)).toStrictEqual(['HTTPRoute/web', 'HTTPRoute/web-redirect-http']);
  expect(only(chart, 'HTTPRoute', 'web').spec.hostnames).toStrictEqual(['shop.example.com', 'www.example.com']);
  const [{ requestRedirect }] = only(chart, 'HTTPRoute', 'web-redirect-http').spec.rules[0].filters;
  expect(requestRedirect).toStrictEqual({ scheme: 'https', statusCode: 301 });
});

test('a single host has no redirect between hosts', () => {
  expect(namesOf(routes({ hosts: ['shop.example.com'] }))).toStrictEqual([
    'HTTPRoute/web',
    'HTTPRoute/web-redirect-http',
  ]);
});

test('fails if properties are wrong, and says all of it at once', () => {
  const problems = refusals(() =>
    routes({
      gateway: 'Public',
      namespace: 'a.b',
      requestTimeout: '5' as never,
      hosts: ['localhost'],
      foo: 1,
    } as never),
  );
  expect(problems.map(({ path }) => path).sort()).toStrictEqual([
    'foo',
    'gateway',
    'hosts[0]',
    'namespace',
    'requestTimeout',
  ]);
});
