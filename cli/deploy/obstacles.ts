import type { DeployContext } from './deploy-context';
import { dataVersionProblems } from './look-data-version';
import { endingProblems, type Standing } from './look-ending';
import { heldProblems } from './look-held';
import { hostProblems } from './look-hosts';
import { imageOf } from './releases';
import { formerServers } from './written-by';

/** What in the cluster stands in the way of a change, whether a deploy or a rollback makes it. */
export async function obstacles(context: DeployContext, standing: Standing): Promise<string[]> {
  const { objects, applied = objects, live } = standing;
  const siteImage = imageOf(context.dist.phases.web?.objects ?? []);
  return [
    ...(await endingProblems(context, standing)),
    ...heldProblems(live),
    ...dataVersionProblems(applied, [...live, ...(await formerServers(context, applied, live))], siteImage),
    ...(await hostProblems(context, applied)),
  ];
}
