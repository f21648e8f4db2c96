import type { PhaseName } from '../dist';
import type { KubernetesObject } from '../kubectl/kubectl';
import { Refusal } from '../refusal';
import type { DeployContext } from './deploy-context';
import { withLease } from './lease';

export interface DestroyOptions {
  /** The environment's name, typed out. */
  readonly environment?: string;
  /** Delete volumes, secrets and the namespace too. */
  readonly volumes?: boolean;
}

const REVERSE: PhaseName[] = ['web', 'release', 'services', 'state'];

/** Takes a site and environment away; data and the secrets that it needs stay, unless asked. @throws Refusal */
export async function destroy(
  context: DeployContext,
  { environment, volumes = false }: DestroyOptions,
): Promise<string[]> {
  const { dist, kubectl } = context;
  if (!dist.plan.isReview && environment !== dist.plan.environment) {
    throw new Refusal(`${dist.plan.environment} is no review app; nothing was changed`, [
      `if you mean it, type it out: --environment ${dist.plan.environment}`,
    ]);
  }
  if ((await kubectl.get('namespace', dist.namespace)) === undefined)
    return [`there is no namespace ${dist.namespace}: nothing to do`];
  await withLease(context, async () => {
    for (const phase of REVERSE)
      await context.progress.step(phase, () => remove(context, deletable(dist.phases[phase]?.objects ?? [], volumes)));
  });
  if (!volumes) return [`volumes and secrets stay in the namespace ${dist.namespace}; --volumes deletes them too`];
  await context.progress.step('namespace', () => kubectl.ok(['delete', 'namespace', dist.namespace, '--wait=true']));
  return [
    `the namespace ${dist.namespace} is gone, with its claims and secrets; what a volume's class retains is kept by the storage`,
  ];
}

/** Volumes and claims hold data; a StatefulSet does not: its claims outlive it. */
function deletable(objects: readonly KubernetesObject[], volumes: boolean): KubernetesObject[] {
  return objects.filter(({ kind }) => volumes || !['PersistentVolumeClaim', 'PersistentVolume'].includes(kind));
}

async function remove({ kubectl }: DeployContext, objects: readonly KubernetesObject[]): Promise<void> {
  if (objects.length === 0) return;
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  await kubectl.ok(['delete', '--ignore-not-found', '--wait=true', '-f', '-'], { input });
}
