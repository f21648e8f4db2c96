import { counted, type Difference } from '../apply/differences';
import type { DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT, Refusal } from '../context/refusal';
import { doorLines } from '../door/door-line';
import { classlessIngresses } from '../door/ingress-class';
import { isStill } from '../growth/growth';
import { imageOf, overtakenBy, pipelineOf, type ReleaseRecord } from '../history/releases';
import { driftEnd, driftText } from '../owners/drift';
import { preflight } from '../preflight/preflight';
import { scalingProblems } from '../waiting/autoscalers';
import { runPhases } from './run-phases';
import { smoke } from './smoke';
import { isUpToDate } from './up-to-date';
import { writeOwner } from './write-owner';

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
  const found = await progress.step('preflight', () => preflight(context));
  const refuseOlder = (known: readonly ReleaseRecord[]) => {
    if (!allowOlder) assertNewest(known, variables);
  };
  refuseOlder(found.state.releases);
  if (dryRun)
    return { verdict: 'can be deployed', lines: [...foreseen(found.differences), ...found.drift.map(driftText)] };
  if (!found.state.isNew) await writeOwner(context, found.state);
  const isDone = isUpToDate(found, dist, variables);
  if (!isDone) await runPhases(context, { isNew: found.state.isNew, grows: !isStill(found.growth) }, refuseOlder);
  const complaints = await progress.step('smoke test', () => smoke(context));
  if (complaints.length > 0) throw new Failure('deployed, but the smoke test failed', complaints, EXIT.failed);
  return {
    verdict: isDone ? 'nothing to change' : 'deployed',
    lines: [
      ...(found.differences.length === 0 ? [] : [counted(found.differences)]),
      ...found.drift.map(driftEnd),
      ...(await scalingProblems(context)),
      ...doorLines(dist, found.live),
      ...(await classlessIngresses(context, found.live)),
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
