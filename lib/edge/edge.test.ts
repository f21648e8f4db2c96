import { hostsOf } from '../site/hosts';
import { Edge } from './edge';

const hosts = hostsOf(['shop.example.com']);
const gateway = { gateway: 'public', namespace: 'gateway-system', issuer: 'letsencrypt' };
const ingress = (props: Parameters<typeof Edge.ingress>[0]) => Edge.ingress({ issuer: 'letsencrypt', ...props });
const OPEN = 'that every pod of the cluster may call the web as the edge does, since no controllerNamespace is set';

test.each([
  ['Traefik, by its class', ingress({ className: 'traefik' }), ['traefik', 'kube-system']],
  ['Traefik, by its name', ingress({ className: 'public', controller: 'traefik' }), ['traefik', 'kube-system']],
  ['ingress-nginx', ingress({ className: 'nginx' }), ['ingress-nginx', 'kube-system']],
])('%s is known by where it is installed, and synth says so', (_, edge, namespaces) => {
  expect(edge.callers).toStrictEqual(namespaces);
  expect(edge.assumptions(hosts)).toStrictEqual([expect.stringContaining(`namespace ${namespaces.join(' or ')}`)]);
});

test.each([
  ['an Ingress', ingress({ className: 'traefik', controllerNamespace: 'edge' })],
  ['a class of one’s own', ingress({ className: 'own', controllerNamespace: 'edge' })],
  ['a Gateway', Edge.gateway({ ...gateway, controllerNamespace: 'edge' })],
])('the namespace that is said for %s is the only one, and nothing is assumed', (_, edge) => {
  expect(edge.callers).toBe('edge');
  expect(edge.assumptions(hosts)).toStrictEqual([]);
});

test.each([
  ['a class of one’s own', ingress({ className: 'own' })],
  ['Cilium’s class, whose proxies have no namespace', ingress({ className: 'cilium' })],
  ['a Gateway', Edge.gateway(gateway)],
])('that any pod may call the web is said for %s', (_, edge) => {
  expect(edge.callers).toBeUndefined();
  expect(edge.assumptions(hosts)).toStrictEqual([OPEN]);
});
