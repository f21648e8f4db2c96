import { isReservedNamespace } from './reserved-namespaces';

test.each([
  ...['default', 'kube-system', 'kube-public', 'kube-node-lease', 'kube-anything', 'cert-manager', 'ingress-nginx'],
  ...['traefik-system', 'openshift-monitoring', 'gke-managed-system', 'never-heard-of-system'],
])('%s is reserved', (name) => {
  expect(isReservedNamespace(name)).toBe(true);
});

test.each(['shop-live', 'kubernetes-blog-live', 'system-shop-live', 'my-cert-manager', 'kubeshop-live'])(
  '%s is not',
  (name) => {
    expect(isReservedNamespace(name)).toBe(false);
  },
);
