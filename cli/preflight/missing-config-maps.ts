import type { DeployContext } from '../context/deploy-context';
import { allObjects } from '../dist';

/** Every ConfigMap that pods mount is there, or is made by the manifests. */
export async function missingConfigMaps({ kubectl, dist }: DeployContext): Promise<string[]> {
  const made = allObjects(dist).filter(({ kind }) => kind === 'ConfigMap');
  const wanted = (dist.plan.configMaps ?? []).filter((name) => !made.some(({ metadata }) => metadata.name === name));
  if (wanted.length === 0) return [];
  const found = await kubectl.getAll(wanted.map((name) => `configmap/${name}`));
  return wanted
    .filter((name) => !found.some(({ metadata }) => metadata.name === name))
    .map((name) => `there is no ConfigMap "${name}" in ${dist.namespace}, which pods mount: create it first`);
}
