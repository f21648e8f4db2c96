import { isDeepStrictEqual } from 'node:util';
import { nameOf } from '../../lib/kubernetes/manifest';
import type { DeployContext } from '../context/deploy-context';
import { SERVER_SIDE } from '../kubectl/kubectl';
import { itemsOf, type KubernetesObject, streamOf } from '../kubectl/kubernetes-object';
import { deploymentsIn } from './rollout';

/** Whether the cluster's web is this one, whatever the number of its pods. */
export async function serves({ kubectl }: DeployContext, web: readonly KubernetesObject[]): Promise<boolean> {
  const deployments = deploymentsIn(web);
  const args = ['apply', ...SERVER_SIDE, '--dry-run=server', '-o', 'json', '-f', '-'];
  const [tried, live] = await Promise.all([
    kubectl.ok(args, { input: streamOf(deployments) }),
    kubectl.getAll(deployments.map(nameOf)),
  ]);
  const templateOf = new Map(live.map((object) => [nameOf(object), object.spec.template]));
  return itemsOf(tried).every((object) => isDeepStrictEqual(object.spec.template, templateOf.get(nameOf(object))));
}
