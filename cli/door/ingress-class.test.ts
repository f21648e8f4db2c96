import type { DeployContext } from '../context/deploy-context';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { classlessIngresses } from './ingress-class';

const ingress = (spec: object, annotations: Record<string, string> = {}): KubernetesObject =>
  ({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web', annotations }, spec }) as never;

/** What is said of manifests and of what the server has made of them. */
function said(wanted: KubernetesObject, live: KubernetesObject, known: KubernetesObject[] = []) {
  const asked = jest.fn(async () => ({ status: 0, stdout: JSON.stringify(live), stderr: '' }));
  const context = { kubectl: { run: asked }, dist: { phases: { web: { path: '', objects: [wanted] } } } };
  return { lines: classlessIngresses(context as unknown as DeployContext, known), asked };
}

test('an Ingress to which neither the site file nor the cluster gives a class is told, with the way out', async () => {
  const [line, ...others] = await said(ingress({}), ingress({})).lines;
  expect(line).toMatch(/^Ingress\/web has no class, .*className in Edge\.ingress/);
  expect(others).toEqual([]);
});

test.each([
  ["the cluster's default class", ingress({}), ingress({ ingressClassName: 'traefik' })],
  ['an annotation', ingress({}), ingress({}, { 'kubernetes.io/ingress.class': 'nginx' })],
])('one that has its class by %s is fine', async (_by, wanted, live) => {
  expect(await said(wanted, live).lines).toEqual([]);
});

test.each([
  ['where the site file names the class', ingress({ ingressClassName: 'traefik' }), [], 0],
  ['where the Ingress was read before', ingress({}), [ingress({})], 1],
])('%s, the cluster is not asked', async (_where, wanted, known, told) => {
  const { lines, asked } = said(wanted, ingress({}), known);
  expect(await lines).toHaveLength(told);
  expect(asked).not.toHaveBeenCalled();
});
