import type { Dist } from '../dist';
import type { KubernetesObject } from '../kubectl/kubectl';
import { Refusal } from '../refusal';
import type { DeployContext } from './deploy-context';
import { branchProblems } from './look-branch';
import { missingClusterObjects } from './look-cluster';
import { dryRunProblems } from './look-dry-run';
import { missingRights } from './look-rights';
import { missingSecrets } from './look-secrets';
import { versionProblems } from './look-version';
import { isProtected } from './protected-kinds';

/** Looks before it leaps: everything that would go wrong, told at once, with nothing changed. @throws Refusal */
export async function look(context: DeployContext): Promise<void> {
  const isNew = (await context.kubectl.get('namespace', context.dist.namespace)) === undefined;
  const findings = await Promise.all([
    versionProblems(context),
    missingRights(context, isNew),
    missingClusterObjects(context),
    missingSecrets(context, isNew),
    dryRunProblems(context, isNew),
  ]);
  const reasons = [...branchProblems(context), ...misplaced(context.dist), ...findings.flat()];
  if (reasons.length > 0)
    throw new Refusal(`cannot deploy ${context.dist.folder}; nothing was changed`, [...new Set(reasons)]);
}

/** Pruning deletes what leaves a pruned file, so what must never be deleted may not stand in one. */
function misplaced({ phases }: Dist): string[] {
  const pruned: readonly KubernetesObject[] = [...(phases.services?.objects ?? []), ...(phases.web?.objects ?? [])];
  return pruned
    .filter(({ kind }) => isProtected(kind))
    .map(
      ({ kind, metadata }) =>
        `${kind}/${metadata.name} stands in a file that is pruned, where it could be deleted: put it into the phase "state"`,
    );
}
