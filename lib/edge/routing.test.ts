import { find, objectsOf, SHOP, synth } from '../../test/synth';
import { Cluster } from '../site/cluster';
import type { Routing } from '../site/routing';
import { Edge } from './edge';

const behind = (className: string) => Cluster.generic({ edge: Edge.ingress({ className }) });
const gateway = Cluster.generic({ edge: Edge.gateway({ gateway: 'public', namespace: 'edge' }) });
const reportOf = (cluster: Cluster, routing: object) => synth([{ ...SHOP, cluster, routing }]).report;
const MIDDLEWARES = 'traefik.ingress.kubernetes.io/router.middlewares';
const headers: Routing = { responseHeaders: { 'X-Frame-Options': 'DENY' } };

test('one environment alone has an annotation', () => {
  const { files } = synth([
    {
      ...SHOP,
      environments: {
        live: { hosts: ['a.example.com'], routing: { annotations: { 'example.com/team': 'shop' } } },
        stage: { hosts: ['b.example.com'] },
      },
    },
  ]);
  expect(files['shop/live/40-web.k8s.yaml']).toContain('example.com/team: shop');
  expect(files['shop/stage/40-web.k8s.yaml']).not.toContain('example.com/team: shop');
});

test('behind Traefik headers are a Middleware, before those that the site names itself', () => {
  const routing = { ...headers, annotations: { [MIDDLEWARES]: 'shop-live-mine@kubernetescrd' } };
  const objects = objectsOf({ cluster: behind('traefik'), routing });
  expect(find(objects, 'Ingress', 'web').metadata.annotations?.[MIDDLEWARES]).toBe(
    'shop-live-web-headers@kubernetescrd,shop-live-mine@kubernetescrd',
  );
  expect(find(objects, 'Middleware', 'web-headers').spec).toStrictEqual({
    headers: { customResponseHeaders: { 'X-Frame-Options': 'DENY' } },
  });
});

test('a Gateway sets headers by a filter', () => {
  const routing = { ...headers, annotations: { 'example.com/team': 'shop' } };
  const route = find(objectsOf({ cluster: gateway, routing }), 'HTTPRoute', 'web');
  expect(route.spec.rules[0].filters).toStrictEqual([
    { type: 'ResponseHeaderModifier', responseHeaderModifier: { set: [{ name: 'X-Frame-Options', value: 'DENY' }] } },
  ]);
  expect(route.metadata.annotations).toMatchObject({ 'example.com/team': 'shop' });
});

const many = Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`X-${index}`, 'a']));

test.each<[string, Cluster, object, string]>([
  ['headers behind ingress-nginx', behind('nginx'), headers, 'cannot be set by the Ingress controller "nginx"'],
  ['headers behind an unknown edge', behind('public'), headers, 'cannot be set by the Ingress controller "generic"'],
  ['too many headers', gateway, { responseHeaders: many }, 'are 17, more than an HTTPRoute takes'],
  [
    'a snippet',
    behind('nginx'),
    { annotations: { 'nginx.ingress.kubernetes.io/configuration-snippet': 'more_set_headers "A: b";' } },
    'snippets are off unless its administrator allows them',
  ],
  [
    "somebody else's host",
    behind('nginx'),
    { annotations: { 'nginx.ingress.kubernetes.io/server-alias': 'evil.example.com' } },
    "takes a host that is not the site's",
  ],
  ['another class', behind('nginx'), { annotations: { 'kubernetes.io/ingress.class': 'x' } }, 'is deprecated'],
  ['a header of one response', gateway, { responseHeaders: { 'Set-Cookie': 'a=b' } }, 'belongs to each response'],
  ['a header on two lines', gateway, { responseHeaders: { 'X-A': 'a\nb' } }, 'is not the value of a header'],
  ['a name with a colon', gateway, { responseHeaders: { 'X-A:': 'a' } }, 'is not the name of a header'],
])('%s is refused', (_what, cluster, routing, says) => expect(reportOf(cluster, routing)).toContain(says));
