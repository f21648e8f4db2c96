import { isDeepStrictEqual } from 'node:util';
import { SERVER_SIDE } from '../kubectl/kubectl';
import { itemsOf, type KubernetesObject, streamOf } from '../kubectl/kubernetes-object';
import type { DeployContext } from './deploy-context';
import { nameOf } from './differences';
import { webOf } from './rollout';

/** Whether the cluster's web is this one, whatever the number of its pods. */
export async function serves({ kubectl }: DeployContext, web: readonly KubernetesObject[]): Promise<boolean> {
  const deployments = webOf(web);
  const args = ['apply', ...SERVER_SIDE, '--dry-run=server', '-o', 'json', '-f', '-'];
  const [tried, live] = await Promise.all([
    kubectl.ok(args, { input: streamOf(deployments) }),
    kubectl.getAll(deployments.map(nameOf)),
  ]);
  const templateOf = new Map(live.map((object) => [nameOf(object), object.spec.template]));
  return itemsOf(tried).every((object) => isDeepStrictEqual(object.spec.template, templateOf.get(nameOf(object))));
}
