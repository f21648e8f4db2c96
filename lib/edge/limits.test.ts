import { find, objectsOf, SHOP, synth } from '../../test/synth';
import type { Manifest } from '../kubernetes/manifest';
import { Access } from '../site/access';
import { Cluster } from '../site/cluster';
import type { Limits } from '../site/limits';
import type { EnvironmentProps, SiteProps } from '../site/site';
import { Edge } from './edge';
import type { IngressEdgeProps } from './ingress-props';

const MIDDLEWARES = 'traefik.ingress.kubernetes.io/router.middlewares';
const NGINX = 'nginx.ingress.kubernetes.io';

const ingress = (className: string, props: Partial<IngressEdgeProps> = { visitorAddress: 'connection' }) =>
  Cluster.generic({ edge: Edge.ingress({ className, issuer: 'letsencrypt', ...props }) });
const gateway = (props: object = { controller: 'traefik', visitorAddress: 'connection' }) =>
  Cluster.generic({ edge: Edge.gateway({ gateway: 'public', namespace: 'edge', ...props }) });

const middlewaresOf = (objects: readonly Manifest[]) =>
  find(objects, 'Ingress', 'web')
    .metadata.annotations?.[MIDDLEWARES]?.split(',')
    .map((name) => name.replace(/^shop-live-|@kubernetescrd$/g, ''));
const annotationsOf = (props: Partial<SiteProps>) =>
  find(objectsOf(props), 'Ingress', 'web').metadata.annotations ?? {};

test('nobody who does not ask is limited, and an environment may leave out what the site says', () => {
  const environments = { live: { hosts: ['shop.example.com'], limits: false } satisfies EnvironmentProps };
  for (const cluster of [ingress('traefik'), ingress('nginx'), gateway()]) {
    const none = objectsOf({ cluster });
    expect(JSON.stringify(none)).not.toMatch(/rateLimit|limit-rps|web-rate/);
    expect(objectsOf({ cluster, limits: {}, environments })).toStrictEqual(none);
  }
});

test('where the edge finds a visitor is nothing to see without limits', () => {
  for (const className of ['traefik', 'nginx'])
    expect(objectsOf({ cluster: ingress(className) })).toStrictEqual(objectsOf({ cluster: ingress(className, {}) }));
});

describe('Traefik', () => {
  const specs = (limits: Limits, cluster = ingress('traefik')) => {
    const objects = objectsOf({ cluster, limits });
    return ['web-rate', 'web-concurrent'].map((name) => find(objects, 'Middleware', name).spec);
  };

  test('counts by the address of the connection, of IPv6 by the customer’s', () => {
    const sourceCriterion = { ipStrategy: { ipv6Subnet: 64 } };
    expect(specs({})).toStrictEqual([
      { rateLimit: { average: 10, burst: 100, sourceCriterion } },
      { inFlightReq: { amount: 100, sourceCriterion } },
    ]);
  });

  test('counts by what the proxies before it add', () => {
    const sourceCriterion = { ipStrategy: { depth: 2, ipv6Subnet: 64 } };
    for (const cluster of [
      ingress('traefik', { visitorAddress: 2 }),
      gateway({ controller: 'traefik', visitorAddress: 2 }),
    ])
      expect(specs({ requestsPerSecond: 50, concurrent: 7 }, cluster)).toStrictEqual([
        { rateLimit: { average: 50, burst: 250, sourceCriterion } },
        { inFlightReq: { amount: 7, sourceCriterion } },
      ]);
  });

  test('counts before the password is asked for, and what the site names itself comes last', () => {
    const own = { annotations: { [MIDDLEWARES]: 'shop-live-mine@kubernetescrd' } };
    const closed = { limits: {}, securityHeaders: {}, access: Access.password(), routing: own };
    const environments = { live: { hosts: ['shop.example.com'], ...closed } satisfies EnvironmentProps };
    expect(middlewaresOf(objectsOf({ cluster: ingress('traefik'), environments }))).toStrictEqual([
      'web-rate',
      'web-concurrent',
      'web-noindex',
      'web-access',
      'web-headers',
      'mine',
    ]);
  });

  test('does not count what redirects, which reaches no pod', () => {
    const objects = objectsOf({ cluster: ingress('traefik'), limits: {} });
    expect(find(objects, 'Ingress', 'web-redirect-http').metadata.annotations?.[MIDDLEWARES]).toBe(
      'shop-live-web-redirect@kubernetescrd',
    );
  });

  test('lets addresses in by the same address', () => {
    const access = Access.addresses(['203.0.113.0/24']);
    const specFor = (visitorAddress: IngressEdgeProps['visitorAddress']) =>
      find(
        objectsOf({
          cluster: ingress('traefik', { visitorAddress }),
          environments: { live: { hosts: ['shop.example.com'], access } },
        }),
        'Middleware',
        'web-access',
      ).spec.ipAllowList;
    expect(specFor(1)).toStrictEqual({ sourceRange: ['203.0.113.0/24'], ipStrategy: { depth: 1 } });
    expect(specFor('connection')).toStrictEqual({ sourceRange: ['203.0.113.0/24'] });
  });

  test('of a Gateway does it by filters', () => {
    const { rules } = find(objectsOf({ cluster: gateway(), limits: {} }), 'HTTPRoute', 'web').spec;
    expect(rules[0].filters.map(({ extensionRef }: { extensionRef: { name: string } }) => extensionRef.name)).toEqual([
      'web-rate',
      'web-concurrent',
    ]);
  });
});

describe('ingress-nginx', () => {
  const cluster = ingress('nginx');
  const limitsIn = (annotations: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(annotations).flatMap(([name, value]) =>
        name.startsWith(`${NGINX}/limit-`) ? [[name.slice(NGINX.length + 1), value]] : [],
      ),
    );

  test('is told by annotations', () => {
    expect(limitsIn(annotationsOf({ cluster, limits: {} }))).toStrictEqual({
      'limit-rps': '10',
      'limit-burst-multiplier': '10',
      'limit-connections': '100',
    });
    const exempt = ['203.0.113.0/24', '2001:db8::/32'];
    expect(limitsIn(annotationsOf({ cluster, limits: { requestsPerSecond: 30, burst: 100, exempt } }))).toStrictEqual({
      'limit-rps': '30',
      'limit-burst-multiplier': '4', // 90 would be too few
      'limit-connections': '100',
      'limit-whitelist': '203.0.113.0/24,2001:db8::/32',
    });
  });

  test('keeps to what the site says by an annotation of its own', () => {
    const routing = { annotations: { [`${NGINX}/limit-connections`]: '5' } };
    expect(limitsIn(annotationsOf({ cluster, limits: {}, routing }))['limit-connections']).toBe('5');
  });

  test('has a status of its own, which synth says', () => {
    expect(synth([{ ...SHOP, cluster, limits: {} }]).report).toContain('limit-req-status-code');
    expect(synth([{ ...SHOP, cluster }]).report).not.toContain('limit-req-status-code');
  });
});

describe('refused', () => {
  const traefik = ingress('traefik');

  test.each<[what: string, cluster: Cluster, limits: unknown, says: string]>([
    ['an unknown controller', ingress('public'), {}, 'how the Ingress controller is configured for them is not known'],
    [
      'a Gateway that is not known',
      gateway({ visitorAddress: 1 }),
      {},
      'how a Gateway is configured for them is not known',
    ],
    ['an address that nobody knows', ingress('traefik', {}), {}, "the edge does not say where it finds the visitor's"],
    ['the same with ingress-nginx', ingress('nginx', {}), {}, "the edge does not say where it finds the visitor's"],
    ['the same of a Gateway', gateway({ controller: 'traefik' }), {}, 'the edge does not say where it finds'],
    ['an exception at Traefik', traefik, { exempt: ['203.0.113.0/24'] }, 'cannot be done by Traefik'],
    ['an exception for all', ingress('nginx'), { exempt: ['0.0.0.0/0'] }, 'exempts nearly everybody'],
    ['an exception by name', ingress('nginx'), { exempt: ['office'] }, 'is not a range of addresses'],
    ['no request', traefik, { requestsPerSecond: 0 }, 'is out of range'],
    ['half a request', traefik, { requestsPerSecond: 0.5 }, 'is out of range'],
    ['a number in quotes', traefik, { burst: '100' }, 'is not a number'],
    ['no burst', traefik, { burst: 0 }, 'is out of range'],
    ['too many at once', traefik, { concurrent: 1e9 }, 'is out of range'],
    ['another word', traefik, { requestPerSecond: 5 }, 'requestsPerSecond'],
    ['true', traefik, true, 'is not a limit'],
  ])('%s', (_what, cluster, limits, says) => {
    const { status, report } = synth([{ ...SHOP, cluster, limits }]);
    expect(status).not.toBe(0);
    expect(report).toMatch(/^ {2}limits[.:[]/m);
    expect(report).toContain(says);
  });

  test('all at once, with what to do', () => {
    const { report } = synth([{ ...SHOP, cluster: ingress('traefik', {}), limits: { exempt: ['203.0.113.0/24'] } }]);
    expect(report).toContain("Edge.ingress({ visitorAddress: 'connection' })");
    expect(report).toContain('limits.exempt');
  });

  test.each([0, 11, 1.5, 'proxy', true])('%p as a place of the visitor’s address', (visitorAddress) => {
    const { report } = synth([{ ...SHOP, cluster: ingress('traefik', { visitorAddress } as object) }]);
    expect(report).toMatch(/cluster\.edge\.visitorAddress: .* does not say where the address of a visitor is/);
  });

  test('an edge of somebody’s own that knows nothing of limits', () => {
    const edge = Edge.ingress({ className: 'traefik', visitorAddress: 'connection' });
    const own = {
      problems: () => [],
      refusals: () => [],
      canRedirect: () => true,
      assumptions: () => [],
      solvesChallenges: false,
      needs: () => [],
      route: edge.route.bind(edge),
    };
    const { report } = synth([{ ...SHOP, cluster: Cluster.generic({ edge: own }), limits: {} }]);
    expect(report).toContain('limits: are asked for, and the edge does not say whether it can limit anything');
  });
});
