import type { Kubectl } from '../kubectl/kubectl';

/** Which cluster a command goes to, and by which context of the kubeconfig: known also where that cluster is away. */
export async function placeOf(kubectl: Kubectl): Promise<string> {
  const { status, stdout } = await kubectl.local(['config', 'view', '--minify', '--output=json']);
  if (status !== 0) {
    const cluster = process.env.KUBERNETES_SERVICE_HOST === undefined ? 'unknown' : 'of the pod that this runs in';
    return `cluster ${cluster}, namespace ${kubectl.namespace}`;
  }
  const { clusters, contexts } = JSON.parse(stdout);
  const server = clusters?.[0]?.cluster?.server ?? 'unknown';
  return `cluster ${server}, context ${contexts?.[0]?.name ?? 'none'}, namespace ${kubectl.namespace}`;
}
