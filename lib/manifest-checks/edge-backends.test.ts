import type { Manifest } from '../kubernetes/manifest';
import edgeBackends from './edge-backends';

const service: Manifest = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { ports: [{ port: 80 }] },
};

function ingress(name: string, port: number): Manifest {
  const paths = [{ path: '/', backend: { service: { name, port: { number: port } } } }];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web' },
    spec: { rules: [{ host: 'a.example.com', http: { paths } }] },
  };
}

function route(rule: object): Manifest {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web' },
    spec: { rules: [rule] },
  };
}

test.each([
  ['an Ingress', ingress('web', 80)],
  ['an HTTPRoute', route({ backendRefs: [{ name: 'web', port: 80 }] })],
  ['an HTTPRoute that redirects', route({ filters: [] })],
])('passes %s to a Service and port that are there', (_what, object) => {
  expect(edgeBackends([service, object])).toStrictEqual([]);
});

test.each([
  ['an Ingress to another Service', ingress('front', 80), 'front:80'],
  ['an Ingress to another port', ingress('web', 8080), 'web:8080'],
  ['an HTTPRoute to another Service', route({ backendRefs: [{ name: 'front', port: 80 }] }), 'front:80'],
  ['an HTTPRoute to another port', route({ backendRefs: [{ name: 'web', port: 8080 }] }), 'web:8080'],
])('fails for %s', (_what, object, value) => {
  expect(edgeBackends([service, object])).toMatchObject([{ path: `${object.kind}/web`, value, allowed: 'web:80' }]);
});

test('passes a Service that is an alias and so has no port, as a service of the user may add one', () => {
  const alias = { ...service, spec: { type: 'ExternalName', externalName: 'db.example.com' } };
  expect(edgeBackends([alias])).toStrictEqual([]);
});
