import { manifestsOf, namesOf, only, plainChart } from '../../test/manifests';
import { SiteNamespace, type SiteNamespaceProps } from './site-namespace';

const props: Required<SiteNamespaceProps> = {
  name: 'shop-live',
  serviceAccounts: ['drupal', 'services'],
  pullSecrets: { services: ['registry', 'mirror'] },
};

function namespace(chart = plainChart()) {
  new SiteNamespace(chart, 'namespace', props);
  return chart;
}

test('makes manifests that a Kubernetes engineer has read', () => {
  expect(manifestsOf(namespace(plainChart('shop-live')))).toMatchSnapshot();
});

test('with all properties, each has its effect', () => {
  expect(namesOf(namespace())).toStrictEqual([
    'Namespace/shop-live',
    'ServiceAccount/drupal',
    'ServiceAccount/services',
  ]);
  expect(only(namespace(), 'ServiceAccount', 'services').imagePullSecrets).toStrictEqual([
    { name: 'registry' },
    { name: 'mirror' },
  ]);
  expect(only(namespace(), 'ServiceAccount', 'drupal')).not.toHaveProperty('imagePullSecrets');
});

test('admits pods of the restricted standard alone', () => {
  expect(only(namespace(), 'Namespace').metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'restricted',
  });
});

test('mounts no token of its accounts', () => {
  expect(only(namespace(), 'ServiceAccount', 'drupal').automountServiceAccountToken).toBe(false);
});

test('is in no namespace itself', () => {
  expect(only(namespace(plainChart('elsewhere')), 'Namespace').metadata).not.toHaveProperty('namespace');
});
