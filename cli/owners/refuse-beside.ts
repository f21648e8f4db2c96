import type { DeployContext } from '../deploy/deploy-context';
import { allObjects } from '../dist';
import { Refusal } from '../refusal';
import { besideController } from './beside';
import { readOwned } from './take-over';

/** A command that changes or deletes what a GitOps controller applies is refused. @throws Refusal */
export async function refuseBeside(context: DeployContext, command: 'rollback' | 'destroy'): Promise<void> {
  const { dist, takeOver } = context;
  const reasons = besideController(await readOwned(context, allObjects(dist)), command, takeOver);
  if (reasons.length > 0) throw new Refusal(`cannot ${command} ${dist.namespace}; nothing was changed`, reasons);
}
