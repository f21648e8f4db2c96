import { namedBy } from './cluster-objects';

const named = (object: { kind: string; spec?: object; metadata?: object }) =>
  namedBy({ apiVersion: 'v1', ...object, metadata: { name: 'a', namespace: 'shop-live', ...object.metadata } }).map(
    ({ resource, name, namespace }) => [resource, name, ...(namespace === undefined ? [] : [namespace])],
  );

test('an Ingress names its class and its issuer', () => {
  const metadata = { annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } };
  expect(named({ kind: 'Ingress', spec: { ingressClassName: 'traefik' }, metadata })).toEqual([
    ['ingressclass', 'traefik'],
    ['clusterissuer', 'letsencrypt'],
  ]);
  expect(named({ kind: 'Ingress', spec: {} })).toEqual([]);
});

test('a claim and the claims of a StatefulSet name their storage class; the empty one is none', () => {
  expect(named({ kind: 'PersistentVolumeClaim', spec: { storageClassName: 'fast' } })).toEqual([
    ['storageclass', 'fast'],
  ]);
  expect(named({ kind: 'PersistentVolumeClaim', spec: { storageClassName: '' } })).toEqual([]);
  const volumeClaimTemplates = [{ spec: { storageClassName: 'fast' } }, { spec: {} }];
  expect(named({ kind: 'StatefulSet', spec: { volumeClaimTemplates } })).toEqual([['storageclass', 'fast']]);
});

test('a route names its Gateway, which may be in another namespace', () => {
  const parentRefs = [{ name: 'public', namespace: 'gateway-system' }, { name: 'own' }];
  expect(named({ kind: 'HTTPRoute', spec: { parentRefs } })).toEqual([
    ['gateway.gateway.networking.k8s.io', 'public', 'gateway-system'],
    ['gateway.gateway.networking.k8s.io', 'own', 'shop-live'],
  ]);
});

test('a Certificate names its issuer, if that belongs to the cluster', () => {
  const certificate = (kind: string) => ({ kind: 'Certificate', spec: { issuerRef: { kind, name: 'letsencrypt' } } });
  expect(named(certificate('ClusterIssuer'))).toEqual([['clusterissuer', 'letsencrypt']]);
  expect(named(certificate('Issuer'))).toEqual([]);
});

test('what has no spec names nothing', () => {
  expect(named({ kind: 'ServiceAccount' })).toEqual([]);
});
