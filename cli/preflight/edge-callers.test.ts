import { type Edge, edgeProblems } from './edge-callers';

const policy = (...from: (object[] | undefined)[]): Edge['policy'] => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'drupal' },
  spec: {
    ingress: from.map((peers) => ({ ...(peers === undefined ? {} : { from: peers }), ports: [{ port: 8080 }] })),
  },
});
const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const problems = (edge: Partial<Edge>) =>
  edgeProblems({ assumed: ['traefik', 'kube-system'], className: 'traefik', ...edge });

test('an edge whose Helm release is where it is taken to be is let pass, whatever the policy was', () => {
  for (const release of ['traefik', 'kube-system'])
    for (const live of [undefined, policy(undefined)]) expect(problems({ release, policy: live })).toEqual([]);
});

test('an edge whose Helm release is elsewhere is told with what to write, on the first deploy too', () => {
  for (const live of [undefined, policy(undefined), policy([namespace('traefik')])])
    expect(problems({ release: 'edge', policy: live })).toEqual([
      `the Ingress class "traefik" is of a Helm release in the namespace edge, and only traefik and kube-system may call the web: write controllerNamespace: 'edge' in Edge.ingress`,
    ]);
});

test.each<[string, Edge['policy']]>([
  ['lets everybody in', policy(undefined)],
  ['lets everybody in by an empty list', policy([])],
  ['lets another namespace in', policy([namespace('traefik'), namespace('edge')])],
  ['lets pods of its own in', policy([namespace('traefik')], [{ podSelector: {} }])],
])('a running site whose policy %s is not cut off on a guess', (_, live) => {
  expect(problems({ policy: live })).toEqual([expect.stringContaining('write its namespace as controllerNamespace')]);
});

test('nothing is asked where the policy says so already, or there is no site yet', () => {
  expect(problems({ policy: policy([namespace('traefik'), namespace('kube-system')]) })).toEqual([]);
  expect(problems({ policy: policy([namespace('traefik')]) })).toEqual([]);
  expect(problems({})).toEqual([]);
  const proxy = { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'varnish' } } };
  expect(problems({ policy: policy([proxy]) })).toEqual([]);
});
