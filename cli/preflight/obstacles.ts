import { formerServers } from '../apply/written-by';
import type { DeployContext } from '../context/deploy-context';
import { imageOf } from '../history/releases';
import { endingProblems, type Standing } from './being-deleted';
import { dataVersionProblems } from './data-version';
import { hostProblems } from './hosts';
import { heldProblems } from './paused-workloads';
import { unfinishedRestore } from './unfinished-restore';

/** What in the cluster stands in the way of a change, whether a deploy or a rollback makes it. */
export async function obstacles(context: DeployContext, standing: Standing): Promise<string[]> {
  const { objects, applied = objects, live } = standing;
  const siteImage = imageOf(context.dist.phases.web?.objects ?? []);
  return [
    ...(await endingProblems(context, standing)),
    ...unfinishedRestore(live, context.dist.folder, context.dist.plan.environment),
    ...heldProblems(live, applied),
    ...dataVersionProblems(applied, [...live, ...(await formerServers(context, applied, live))], siteImage),
    ...(await hostProblems(context, applied)),
  ];
}
