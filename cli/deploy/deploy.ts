import { claim } from '../namespace/claim';
import { driftEnd, driftText } from '../owners/drift';
import { EXIT, Refusal } from '../refusal';
import { scalingProblems } from './autoscalers';
import type { DeployContext } from './deploy-context';
import { counted, type Difference } from './differences';
import { Failure } from './failure';
import { look } from './look';
import { imageOf, overtakenBy, pipelineOf, type ReleaseRecord } from './releases';
import { runPhases } from './run-phases';
import { isSettled } from './settled';
import { smoke } from './smoke';

export interface DeployOptions {
  /** Look, and change nothing. */
  readonly dryRun?: boolean;
  /** Deploy although a newer pipeline has deployed already. */
  readonly allowOlder?: boolean;
}

/** How a deploy ended. */
export interface DeploySummary {
  readonly verdict: 'deployed' | 'nothing to change' | 'can be deployed';
  readonly lines: readonly string[];
}

/** Brings a site and environment to what its manifests say. @throws Refusal, Failure or KubectlError */
export async function deploy(
  context: DeployContext,
  { dryRun = false, allowOlder = false }: DeployOptions = {},
): Promise<DeploySummary> {
  const { progress, dist, variables } = context;
  const sight = await progress.step('look', () => look(context));
  const refuseOlder = (known: readonly ReleaseRecord[]) => {
    if (!allowOlder) assertNewest(known, variables);
  };
  refuseOlder(sight.ledger.releases);
  if (dryRun)
    return { verdict: 'can be deployed', lines: [...foreseen(sight.differences), ...sight.drift.map(driftText)] };
  if (!sight.ledger.isNew) await claim(context, sight.ledger);
  const isDone = isSettled(sight, dist, variables);
  if (!isDone) await runPhases(context, sight.ledger.isNew, refuseOlder);
  const complaints = await progress.step('smoke test', () => smoke(context));
  if (complaints.length > 0) throw new Failure('deployed, but the site does not answer well', complaints, EXIT.failed);
  return {
    verdict: isDone ? 'nothing to change' : 'deployed',
    lines: [
      ...(sight.differences.length === 0 ? [] : [counted(sight.differences)]),
      ...sight.drift.map(driftEnd),
      ...(await scalingProblems(context)),
      `${imageOf(dist.phases.web?.objects ?? [])} serves ${dist.plan.url}`,
    ],
  };
}

function foreseen(differences: readonly Difference[]): string[] {
  if (differences.length === 0) return ['nothing would change'];
  return [
    `nothing was changed; a deploy would leave ${counted(differences)}:`,
    ...differences.map(({ verb, name }) => `${verb} ${name}`),
  ];
}

/** A pipeline that was overtaken must not bring the past back. @throws Refusal */
function assertNewest(known: readonly ReleaseRecord[], variables: NodeJS.ProcessEnv): void {
  const newer = overtakenBy(known, variables);
  if (newer === undefined) return;
  throw new Refusal(
    'a newer pipeline has deployed already; nothing was changed',
    [
      `pipeline #${newer.pipeline} of ${newer.by} deployed ${newer.image} at ${newer.at}, and this is #${pipelineOf(variables)}`,
      'to go back on purpose, use `rollback`, or deploy with --allow-older',
    ],
    EXIT.busy,
  );
}
