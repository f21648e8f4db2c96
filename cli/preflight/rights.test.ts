import { pluralOf } from './rights';

test.each([
  ['Deployment', 'deployments'],
  ['Ingress', 'ingresses'],
  ['NetworkPolicy', 'networkpolicies'],
  ['Gateway', 'gateways'],
  ['PodDisruptionBudget', 'poddisruptionbudgets'],
])('%s is asked for as %s', (kind, resource) => {
  expect(pluralOf(kind)).toBe(resource);
});
