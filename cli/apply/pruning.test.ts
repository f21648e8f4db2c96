import { KINDS } from './apply-sets';
import { forgottenKind } from './pruning';

const parent = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: 'cdk8s-drupal-services',
    annotations: {
      [KINDS[0] as string]: 'ConfigMap,ServiceMonitor.monitoring.coreos.com,NetworkPolicy.networking.k8s.io',
    },
  },
};

test('a kind that has gone is told, with the command that takes it out of the record', () => {
  const stderr = 'error: the server doesn\'t have a resource type "servicemonitor" in group "monitoring.coreos.com"\n';
  expect(forgottenKind('services', 'shop-live', parent, stderr)).toBe(
    'the cluster does not know servicemonitor.monitoring.coreos.com any more, of which earlier deploys have applied objects: ' +
      'bring its custom resource definition back; or, as they have gone with it, kubectl --namespace shop-live annotate configmap ' +
      'cdk8s-drupal-services --overwrite applyset.kubernetes.io/contains-group-kinds=ConfigMap,NetworkPolicy.networking.k8s.io',
  );
});

test('kubectl 1.27 names no group, and its record has plurals: the record says which is meant', () => {
  const resources = (text: string) => ({
    ...parent,
    metadata: { name: 'x', annotations: { [KINDS[1] as string]: text } },
  });
  const stderr = 'error: the server doesn\'t have a resource type "wheels"\n';
  expect(forgottenKind('services', 'shop-live', resources('configmaps,wheels.example.com'), stderr)).toMatch(
    /^the cluster does not know wheels\.example\.com any more.+ --overwrite applyset\.kubernetes\.io\/contains-group-resources=configmaps$/,
  );
  expect(forgottenKind('services', 'shop-live', resources('wheels.a.com,wheels.b.com'), stderr)).toMatch(
    /^the cluster does not know wheels\.a\.com or wheels\.b\.com any more.+ take it out of the annotation .+ of the ConfigMap cdk8s-drupal-services$/,
  );
});

test('any other failure stays one', () => {
  expect(forgottenKind('services', 'shop-live', parent, 'Unable to connect to the server')).toBeUndefined();
});
