import type { Manifest } from '../kubernetes/manifest';
import tlsHosts from './tls-hosts';

function ingress(
  name: string,
  served: string[],
  encrypted: string[] = [],
  annotations?: Record<string, string>,
): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, annotations } as Manifest['metadata'],
    spec: {
      rules: served.map((host) => ({ host })),
      tls: encrypted.length === 0 ? undefined : [{ hosts: encrypted, secretName: 'web-tls' }],
    },
  };
}

test('passes hosts that are served with TLS', () => {
  expect(tlsHosts([ingress('web', ['a', 'b'], ['a', 'b'])])).toStrictEqual([]);
});

test('passes an Ingress for http beside the one that ends TLS', () => {
  expect(tlsHosts([ingress('redirect-http', ['a']), ingress('web', ['a'], ['a'])])).toStrictEqual([]);
});

test('passes the other host of ingress-nginx’s redirect between a name and the same with www', () => {
  const annotations = { 'nginx.ingress.kubernetes.io/from-to-www-redirect': 'true' };
  expect(tlsHosts([ingress('web', ['a'], ['a', 'www.a'], annotations)])).toStrictEqual([]);
});

test('fails for a host that is served without TLS', () => {
  expect(tlsHosts([ingress('web', ['a', 'b'], ['a'])])).toMatchObject([
    { path: 'Ingress/web', value: 'b', message: 'is served without TLS' },
  ]);
});

test('fails for a host that has a certificate, but that nothing serves', () => {
  expect(tlsHosts([ingress('web', ['a'], ['a', 'b'])])).toMatchObject([
    { path: 'Ingress/web', value: 'b', message: 'has a certificate, but nothing serves it' },
  ]);
});
