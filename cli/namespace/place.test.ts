import { standInProgram } from '../../test/stand-in-program';
import { Kubectl } from '../kubectl/kubectl';
import { placeOf } from './place';

const { write } = standInProgram('kubectl');

/** A kubectl whose server is away, and who answers for the kubeconfig as kubectl does. */
function kubectlWith(config: string): Kubectl {
  write(`#!/bin/sh
case "$*" in
  *version*) echo '{"clientVersion": {}}'; echo 'The connection to the server was refused' >&2; exit 1 ;;
  *'config view'*) ${config} ;;
esac
`);
  return new Kubectl({ namespace: 'shop-live' });
}

afterEach(() => {
  delete process.env.KUBERNETES_SERVICE_HOST;
});
test('the cluster is named although its server is away', async () => {
  const config = { clusters: [{ cluster: { server: 'https://10.0.0.1' } }], contexts: [{ name: 'live' }] };
  expect(await placeOf(kubectlWith(`echo '${JSON.stringify(config)}'`))).toBe(
    'cluster https://10.0.0.1, context live, namespace shop-live',
  );
});

test('without a kubeconfig it is that of the pod, or unknown', async () => {
  const kubectl = kubectlWith('echo "error: current-context must exist in order to minify" >&2; exit 1');
  expect(await placeOf(kubectl)).toBe('cluster unknown, namespace shop-live');
  process.env.KUBERNETES_SERVICE_HOST = '10.0.0.1';
  expect(await placeOf(kubectl)).toBe('cluster of the pod that this runs in, namespace shop-live');
});
