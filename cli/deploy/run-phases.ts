import { allObjects } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { claim } from '../namespace/claim';
import { assertOurs } from '../namespace/proof';
import { takeOver } from '../owners/take-over';
import { EXIT, Refusal } from '../refusal';
import { applyPhase, applySet } from './apply';
import { appliedObjects } from './apply-sets';
import { unsettled } from './cluster-scoped';
import { resumeCron, runningCron, suspendCron } from './cron';
import { assertNotStopped, type DeployContext } from './deploy-context';
import { Failure } from './failure';
import { type Lease, withLease } from './lease';
import { readLedger } from './ledger';
import { ownReleaseFailed, runRelease } from './release-job';
import { keepRelease, type ReleaseRecord, releaseIn } from './releases';
import { restoreState } from './restore-state';
import { applyWeb, rollOut } from './rollout';
import { putSecrets } from './secrets';
import { together } from './together';
import { tryAll } from './trial';
import { waitReady } from './wait-ready';
import { noteWriters } from './written-by';

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
    const step: Step = async (title, work) => {
      await lease.assertHeld();
      assertNotStopped(context);
      return progress.step(title, work);
    };
    const ledger = await readLedger(kubectl);
    assertOurs(context, ledger); // somebody may have taken it over meanwhile
    const { releases } = ledger;
    check(releases);
    if (!isNew) await step('namespace', () => applyPhase(context, 'namespace'));
    await step('secrets', () => putSecrets(context));
    await takeOver(context, appliedObjects(dist));
    const { services } = releaseIn(dist);
    try {
      await step('state', () => applyState(context));
      await step('services', () => applyServices(context, together(services, releases[0]?.services)));
      await releaseAndWeb(context, lease, step, releases[0]);
    } catch (error) {
      await restoreState(context, lease, releases[0]);
      throw error;
    }
    await step('prune', () => applySet(context, 'services', services));
    await lease.assertHeld();
    const earlier = await keepRelease(kubectl, dist, releases, variables);
    if (earlier === 0 && releases.length > 0)
      progress.note('this release fills its record, so there is no earlier one to roll back to');
  });
}

/** What the server could not try before there was a namespace, it tries now. @throws Refusal */
async function makeNamespace(context: DeployContext): Promise<void> {
  await applyPhase(context, 'namespace');
  await claim(context, await readLedger(context.kubectl));
  const outside = unsettled(context.kubectl, allObjects(context.dist));
  const { problems } = await tryAll(context, Promise.resolve(false), outside);
  if (problems.length > 0)
    throw new Refusal(`cannot deploy ${context.dist.folder}; only the namespace was made`, problems);
}

async function releaseAndWeb(
  context: DeployContext,
  lease: Lease,
  step: Step,
  previous: ReleaseRecord | undefined,
): Promise<void> {
  const order = context.dist.plan.releaseOrder;
  const release = () => step('release', () => runRelease(context, { webIsNew: order === 'after', newest: previous }));
  const web = () => step('web', () => rollOut(context, lease, previous));
  if (order === 'after' && (await ownReleaseFailed(context))) {
    // It may have left the web in maintenance mode, never to become ready before the next one has run.
    await step('web, not waiting', () => applyWeb(context, context.dist.phases.web?.objects ?? []));
    await release();
    await web();
    return;
  }
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
  const ranBefore = await runningCron(context);
  try {
    await step('suspend cron', () => suspendCron(context));
    await release();
    await web();
  } catch (error) {
    if (await lease.isHeld()) await resumeCron(context, ranBefore);
    throw error;
  }
}

async function applyState(context: DeployContext): Promise<void> {
  await applyPhase(context, 'state');
  await assertReady(context, 'state');
  await noteWriters(context, context.dist.phases.state?.objects ?? []);
}

/** The services' pods must be there before the release starts, and those of the old web until it has gone. */
async function applyServices(context: DeployContext, services: readonly KubernetesObject[]): Promise<void> {
  await applySet(context, 'services', services);
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
