import { noWayToCluster } from './no-way-to-cluster';

const nameless = 'The connection to the server localhost:8080 was refused - did you specify the right host or port?';

test('a kubeconfig that names no server is told apart from none at all', () => {
  expect(noWayToCluster(nameless, '')).toEqual([expect.stringMatching(/^kubectl has no kubeconfig: set KUBECONFIG/)]);
  expect(noWayToCluster(nameless, '/tmp/none')).toEqual([
    expect.stringMatching(/^KUBECONFIG is \/tmp\/none, in which/),
  ]);
});

test('a server that does not answer may be elsewhere; what it has answered says enough', () => {
  const away = 'The connection to the server 10.0.0.1:6443 was refused - did you specify the right host or port?';
  expect(noWayToCluster(away, '/tmp/some')).toEqual([expect.stringContaining('kubectl config view --minify')]);
  expect(noWayToCluster('Error from server (Forbidden): namespaces "shop-live" is forbidden')).toEqual([]);
});
