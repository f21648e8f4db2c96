import type { Kubectl } from '../kubectl/kubectl';

/** Which cluster a command goes to, and by which context of the kubeconfig. */
export async function placeOf(kubectl: Kubectl): Promise<string> {
  const { stdout } = await kubectl.run(['config', 'view', '--minify', '--output=json']);
  try {
    const config = JSON.parse(stdout);
    const server = config.clusters?.[0]?.cluster?.server ?? 'of the pod that this runs in';
    return `cluster ${server}, context ${config.contexts?.[0]?.name ?? 'none'}, namespace ${kubectl.namespace}`;
  } catch {
    return `cluster unknown, namespace ${kubectl.namespace}`;
  }
}
