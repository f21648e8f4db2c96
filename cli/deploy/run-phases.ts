import { EXIT, Refusal } from '../refusal';
import { applyAndPrune, applyPhase } from './apply';
import { resumeCron, suspendCron } from './cron';
import { assertNotStopped, type DeployContext } from './deploy-context';
import { Failure } from './failure';
import { withLease } from './lease';
import { runRelease } from './release-job';
import { keepRelease, type ReleaseRecord, readReleases } from './releases';
import { rollOut } from './rollout';
import { putSecrets } from './secrets';
import { tryAll } from './trial';
import { waitReady } from './wait-ready';

/** Runs a step unless something has happened that ends the deploy. */
type Step = <T>(title: string, work: () => Promise<T>) => Promise<T>;

/**
 * Applies the phases one after the other, alone.
 * @param check is shown the releases as they are once nobody else deploys
 * @throws Failure or KubectlError
 */
export async function runPhases(
  context: DeployContext,
  isNew: boolean,
  check: (known: readonly ReleaseRecord[]) => void,
): Promise<void> {
  const { progress, kubectl, dist, variables } = context;
  if (isNew) await progress.step('namespace', () => makeNamespace(context)); // the lease needs one
  await withLease(context, async (lease) => {
    const step: Step = (title, work) => {
      lease.assertHeld();
      assertNotStopped(context);
      return progress.step(title, work);
    };
    const releases = await readReleases(kubectl);
    check(releases);
    if (!isNew) await step('namespace', () => applyPhase(context, 'namespace'));
    await step('secrets', () => putSecrets(context));
    await step('state', () => applyState(context));
    await step('services', () => applyServices(context));
    await releaseAndWeb(context, step, releases[0]);
    await keepRelease(kubectl, dist, releases, variables);
  });
}

/** What the server could not try before there was a namespace, it tries now. @throws Refusal */
async function makeNamespace(context: DeployContext): Promise<void> {
  await applyPhase(context, 'namespace');
  const { problems } = await tryAll(context, Promise.resolve(false));
  if (problems.length > 0)
    throw new Refusal(`cannot deploy ${context.dist.folder}; only the namespace was made`, problems);
}

async function releaseAndWeb(context: DeployContext, step: Step, previous: ReleaseRecord | undefined): Promise<void> {
  const order = context.dist.plan.releaseOrder;
  const release = () => step('release', () => runRelease(context, { webIsNew: order === 'after' }));
  const web = () => step('web', () => rollOut(context, previous));
  if (order === 'after') {
    await web();
    await release();
    return;
  }
  if (order === 'before') {
    await release();
    await web();
    return;
  }
  await step('suspend cron', () => suspendCron(context));
  try {
    await release();
  } catch (error) {
    await resumeCron(context);
    throw error;
  }
  await web();
}

async function applyState(context: DeployContext): Promise<void> {
  await applyPhase(context, 'state');
  await assertReady(context, 'state');
}

/** The services' pods must be there before the release starts. */
async function applyServices(context: DeployContext): Promise<void> {
  await applyAndPrune(context, 'services');
  await assertReady(context, 'services');
}

async function assertReady(context: DeployContext, phase: 'state' | 'services'): Promise<void> {
  const workloads = (context.dist.phases[phase]?.objects ?? []).filter(({ kind }) =>
    ['StatefulSet', 'Deployment'].includes(kind),
  );
  const reasons = await waitReady(context, workloads);
  if (reasons.length === 0) return;
  const what = phase === 'state' ? 'databases' : 'services';
  throw new Failure(`the ${what} did not become ready; the web is as it was`, reasons, EXIT.failed);
}
