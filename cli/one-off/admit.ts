import { readClusterState } from '../apply/cluster-state';
import type { DeployContext } from '../context/deploy-context';
import { assertOurs } from '../preflight/namespace-proof';
import { assertRights } from './rights';

/** What must be so before a pod is made: the credential may do it, and the namespace is this site's. @throws Refusal */
export async function admit(context: DeployContext, { detached }: { readonly detached: boolean }): Promise<void> {
  await assertRights(context, { detached });
  const state = await readClusterState(context.kubectl);
  assertOurs(context, state);
  const deployer = state.lease?.spec.holderIdentity;
  if (deployer) context.progress.note(`note: ${deployer} is deploying at this moment`);
}
