import { nameOf } from '../../lib/kubernetes/manifest';
import { claimsOfServer } from '../apply/claim-names';
import type { DeployContext } from '../context/deploy-context';
import { allObjects } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { type Growth, growthOf } from './growth';

/**
 * Reads how the volumes differ in size from what the manifests say.
 * @param live the objects of the manifests that are there
 */
export async function readGrowth(
  { kubectl, dist }: Pick<DeployContext, 'kubectl' | 'dist'>,
  live: readonly KubernetesObject[],
): Promise<Growth> {
  const wanted = allObjects(dist);
  const names = wanted.filter(({ kind }) => kind === 'StatefulSet').flatMap(claimsOfServer);
  const claims = await kubectl.getAll(names.map((name) => `persistentvolumeclaim/${name}`));
  return growthOf(wanted, live, claims);
}

/** The same, of the objects as they are now. */
export async function readGrowthNow(context: Pick<DeployContext, 'kubectl' | 'dist'>): Promise<Growth> {
  const own = allObjects(context.dist).filter(({ kind }) => ['StatefulSet', 'PersistentVolumeClaim'].includes(kind));
  return readGrowth(context, await context.kubectl.getAll(own.map(nameOf)));
}
