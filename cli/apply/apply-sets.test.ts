import { asMember, KINDS, kindsOf, protectedKindsOf, setId } from './apply-sets';

const configMap = (annotations: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'cdk8s-drupal-web', annotations },
});

test("a set's id is the one that kubectl gives it", () => {
  expect(setId('web', 'deninet-live')).toBe('applyset-pASu84-IBriltmvgC5lCrgAg8VmraGHV5HTzTFzqptU-v1');
});

test('a member has the label of its set besides its own', () => {
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', labels: { a: 'b' } } };
  expect(asMember(service, 'web', 'deninet-live').metadata.labels).toEqual({
    a: 'b',
    'applyset.kubernetes.io/part-of': setId('web', 'deninet-live'),
  });
  expect(service.metadata.labels).toEqual({ a: 'b' });
});

test('the kinds of a set are read from the annotation of either kubectl', () => {
  const [kinds = '', resources = ''] = KINDS;
  expect(kindsOf(configMap({ [kinds]: 'Deployment.apps,Service' }))).toEqual(['Deployment.apps', 'Service']);
  expect(kindsOf(configMap({ [resources]: 'deployments.apps' }))).toEqual(['deployments.apps']);
  expect(kindsOf(configMap({ [kinds]: '' }))).toEqual([]);
  expect(kindsOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } })).toEqual([]);
});

test.each([
  ['PersistentVolumeClaim', 'persistentvolumeclaims'],
  ['PersistentVolume', 'persistentvolumes'],
  ['StatefulSet.apps', 'statefulsets.apps'],
  ['Secret', 'secrets'],
  ['Namespace', 'namespaces'],
  ['CustomResourceDefinition.apiextensions.k8s.io', 'customresourcedefinitions.apiextensions.k8s.io'],
])('%s is protected, however it is written', (kind, resource) => {
  const [kinds = '', resources = ''] = KINDS;
  expect(protectedKindsOf(configMap({ [kinds]: `Service,${kind}` }))).toEqual([kind]);
  expect(protectedKindsOf(configMap({ [resources]: `services,${resource}` }))).toEqual([resource]);
});
