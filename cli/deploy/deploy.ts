import { EXIT, Refusal } from '../refusal';
import { applyAndPrune, applyPhase } from './apply';
import { resumeCron, suspendCron } from './cron';
import type { DeployContext } from './deploy-context';
import { Failure } from './failure';
import { withLease } from './lease';
import { look } from './look';
import { runRelease } from './release-job';
import { imageOf, keepRelease, pipelineOf, type ReleaseRecord, readReleases } from './releases';
import { rollOut } from './rollout';
import { putSecrets } from './secrets';
import { smoke } from './smoke';
import { waitReady } from './wait-ready';

export interface DeployOptions {
  /** Look, and change nothing. */
  readonly dryRun?: boolean;
  /** Deploy although a newer pipeline has deployed already. */
  readonly allowOlder?: boolean;
}

/** Brings a site and environment to what its manifests say. @throws Refusal, Failure or KubectlError */
export async function deploy(context: DeployContext, { dryRun, allowOlder }: DeployOptions = {}): Promise<string[]> {
  const { progress, kubectl, dist, variables } = context;
  await progress.step('look', () => look(context));
  if (dryRun) return ['a dry run: nothing was changed'];
  await progress.step('namespace', () => applyPhase(context, 'namespace'));
  await withLease(context, async (lease) => {
    const releases = await readReleases(kubectl);
    refuseOlder(releases, variables, allowOlder);
    await progress.step('secrets', () => putSecrets(context));
    await progress.step('state', () => applyState(context));
    await progress.step('services', () => applyServices(context));
    lease.assertHeld();
    await releaseAndWeb(context, releases[0]);
    await keepRelease(kubectl, dist, releases, variables);
  });
  const complaints = await progress.step('smoke test', () => smoke(context));
  if (complaints.length > 0) throw new Failure('deployed, but the site does not answer well', complaints, EXIT.failed);
  return [`${imageOf(dist.phases.web?.objects ?? [])} serves ${dist.plan.url}`];
}

async function releaseAndWeb(context: DeployContext, previous: ReleaseRecord | undefined): Promise<void> {
  const { progress, dist } = context;
  const release = () => progress.step('release', () => runRelease(context));
  const web = () => progress.step('web', () => rollOut(context, previous));
  if (dist.plan.releaseOrder === 'after') {
    await web();
    await release();
    return;
  }
  if (dist.plan.releaseOrder === 'before') {
    await release();
    await web();
    return;
  }
  await progress.step('suspend cron', () => suspendCron(context));
  try {
    await release();
  } catch (error) {
    await resumeCron(context);
    throw error;
  }
  await web();
}

/** A pipeline that was overtaken must not bring the past back. */
function refuseOlder([newest]: readonly ReleaseRecord[], variables: NodeJS.ProcessEnv, allowOlder = false): void {
  const ours = pipelineOf(variables);
  if (allowOlder || ours === undefined || newest?.pipeline === undefined || newest.pipeline <= ours) return;
  throw new Refusal(
    'a newer pipeline has deployed already',
    [
      `pipeline #${newest.pipeline} of ${newest.by} deployed ${newest.image} at ${newest.at}, and this is #${ours}`,
      'to go back on purpose, use `rollback`, or deploy with --allow-older',
    ],
    EXIT.busy,
  );
}

/** The services' pods must be there before the release starts. */
async function applyServices(context: DeployContext): Promise<void> {
  await applyAndPrune(context, 'services');
  await assertReady(context, 'services');
}

async function applyState(context: DeployContext): Promise<void> {
  await applyPhase(context, 'state');
  await assertReady(context, 'state');
}

async function assertReady(context: DeployContext, phase: 'state' | 'services'): Promise<void> {
  const workloads = (context.dist.phases[phase]?.objects ?? []).filter(({ kind }) =>
    ['StatefulSet', 'Deployment'].includes(kind),
  );
  const reasons = await waitReady(context, workloads);
  if (reasons.length > 0)
    throw new Failure(
      `the ${phase === 'state' ? 'databases' : 'services'} did not become ready; the web is as it was`,
      reasons,
      EXIT.failed,
    );
}
