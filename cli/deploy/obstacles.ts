import type { DeployContext } from './deploy-context';
import { endingProblems, type Standing } from './look-ending';
import { heldProblems } from './look-held';

/** What in the cluster stands in the way of a change, whether a deploy or a rollback makes it. */
export async function obstacles(context: DeployContext, standing: Standing): Promise<string[]> {
  return [...(await endingProblems(context, standing)), ...heldProblems(standing.live)];
}
