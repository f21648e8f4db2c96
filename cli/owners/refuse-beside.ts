import type { DeployContext } from '../context/deploy-context';
import { Refusal } from '../context/refusal';
import { allObjects } from '../dist';
import { besideController } from './beside';
import { readOwned } from './take-over';

/** A command that changes or deletes what a GitOps controller applies is refused. @throws Refusal */
export async function refuseBeside(
  context: DeployContext,
  command: 'rollback' | 'destroy' | 'restore' | 'seed',
): Promise<void> {
  const { dist, takeOver } = context;
  const reasons = besideController(await readOwned(context, allObjects(dist)), command, takeOver);
  if (reasons.length > 0) throw new Refusal(`cannot ${command} ${dist.namespace}; nothing was changed`, reasons);
}
