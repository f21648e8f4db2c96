import { applyPhase, applySet } from '../apply/apply';
import { appliedObjects } from '../apply/apply-sets';
import { unsettled } from '../apply/cluster-scoped';
import { readClusterState } from '../apply/cluster-state';
import { putSecrets } from '../apply/secrets';
import { together } from '../apply/together';
import { noteWriters } from '../apply/written-by';
import { assertNotStopped, type DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT, Refusal } from '../context/refusal';
import { allObjects } from '../dist';
import { awaitGrowth } from '../growth/await-growth';
import { growClaims, remakeServers } from '../growth/grow';
import { namesOf } from '../growth/growth';
import { readGrowthNow } from '../growth/read-growth';
import { keepRelease, type ReleaseRecord, releaseIn } from '../history/releases';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { type Lease, withLease } from '../lease/lease';
import { takeOver } from '../owners/take-over';
import { dryRunAll } from '../preflight/dry-run';
import { assertOurs } from '../preflight/namespace-proof';
import { ownReleaseFailed, runRelease } from '../release/release-job';
import { waitReady } from '../waiting/wait-ready';
import { resume, runningCron, suspendCron } from './cron';
import { restoreState } from './restore-state';
import { applyWeb, rollOut } from './rollout';
import { pauseWorkers, workersAtWork } from './workers';
import { writeOwner } from './write-owner';

/** Runs a step unless something has happened that ends the deploy. */
type Step = <T>(title: string, work: () => Promise<T>) => Promise<T>;

/** What the preflight has found of a deploy's place. */
export interface Found {
  /** Whether there is no namespace yet. */
  readonly isNew: boolean;
  /** Whether volumes are to grow. */
  readonly grows: boolean;
}

/**
 * Applies the phases one after the other, alone.
 * @param check is shown the releases as they are once nobody else deploys
 * @throws Failure or KubectlError
 */
export async function runPhases(
  context: DeployContext,
  { isNew, grows }: Found,
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
    const state = await readClusterState(kubectl);
    assertOurs(context, state); // somebody may have taken it over meanwhile
    const { releases } = state;
    check(releases);
    if (!isNew) await step('namespace', () => applyPhase(context, 'namespace'));
    await step('secrets', () => putSecrets(context));
    await takeOver(context, appliedObjects(dist));
    const { services } = releaseIn(dist);
    try {
      if (grows) await growVolumes(context, step);
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
  await writeOwner(context, await readClusterState(context.kubectl));
  const outside = unsettled(context.kubectl, allObjects(context.dist));
  const { problems } = await dryRunAll(context, Promise.resolve(false), outside);
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
  const before = { cron: await runningCron(context), workers: await workersAtWork(context) };
  try {
    await step('suspend cron', () => suspendCron(context));
    if (before.workers.length > 0) await step('pause workers', () => pauseWorkers(context));
    await release();
    await web();
  } catch (error) {
    if (await lease.isHeld()) await resume(context, before);
    throw error;
  }
}

/** The volumes first: where one does not grow, its server is as it was. */
async function growVolumes(context: DeployContext, step: Step): Promise<void> {
  const growth = await readGrowthNow(context);
  const { claims, servers, problems } = growth;
  if (problems.length > 0)
    throw new Failure('the volumes cannot grow; nothing else was changed', problems, EXIT.failed);
  await step('volumes', async () => {
    await growClaims(context, claims);
    await awaitGrowth(context, namesOf(growth));
  });
  if (servers.length > 0) await step('servers', () => remakeServers(context, servers));
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
