import { nameOf } from '../../lib/kubernetes/manifest';
import { applySet } from '../apply/apply';
import { readClusterState } from '../apply/cluster-state';
import { secretStates } from '../apply/secrets';
import { together } from '../apply/together';
import type { DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT, Refusal } from '../context/refusal';
import { type ReleaseRecord, readReleases, writeReleases } from '../history/releases';
import { itemsOf, streamOf } from '../kubectl/kubernetes-object';
import { type Lease, withLease } from '../lease/lease';
import { refuseBeside } from '../owners/refuse-beside';
import { takeOver } from '../owners/take-over';
import { assertOurs } from '../preflight/namespace-proof';
import { obstacles } from '../preflight/obstacles';
import { releaseFailedSince } from '../release/release-job';
import { waitReady } from '../waiting/wait-ready';
import { applyStateOf } from './restore-state';
import { applyWeb, deploymentsIn, goBack } from './rollout';
import { serves } from './serves';

/**
 * Brings the previous release's web back, as it was, with the services that it needs and what its image configures. Where a
 * deploy has left the web of a release that never served well, the previous one is the last that did. Databases do not roll back.
 * @throws Refusal, Failure
 */
export async function rollback(context: DeployContext): Promise<string[]> {
  const { kubectl, progress, dist } = context;
  assertOurs(context, await readClusterState(kubectl));
  await refuseBeside(context, 'rollback');
  return withLease(context, async (lease) => {
    const releases = await readReleases(kubectl);
    const [newest] = releases;
    const isServing = newest !== undefined && (await serves(context, newest.web));
    const [target, ...older] = isServing ? releases.slice(1) : releases;
    if (target === undefined) {
      throw new Refusal('there is no earlier release to roll back to', [
        `${newest === undefined ? 'none' : 'one'} is known in ${dist.namespace}`,
      ]);
    }
    if (isServing) await assertWebHasChanged(context, newest);
    await assertNoObstacles(context, target);
    const current = isServing ? newest : undefined;
    await takeOver(context, [...target.services, ...target.web, ...target.state]);
    await progress.step('services', () => applySet(context, 'services', together(target.services, newest?.services)));
    await progress.step('web', () => bringBack(context, lease, target, current));
    await lease.assertHeld();
    await progress.step('state', () => applyStateOf(context, target));
    await progress.step('prune', () => applySet(context, 'services', target.services));
    await writeReleases(kubectl, [target, ...older]);
    return [
      `${target.image} serves ${dist.plan.url}, as it did since ${target.at}`,
      ...(current ? [`${current.image} is forgotten; deploy it again to bring it back`] : []),
      'the database was not rolled back: what the newer release changed in it has stayed',
    ];
  });
}

/** A release that failed before the web was touched is no reason to go back behind the web that served all the time. */
async function assertWebHasChanged(context: DeployContext, { image, at }: ReleaseRecord): Promise<void> {
  const failed = await releaseFailedSince(context, at);
  if (failed === undefined) return;
  throw new Refusal(`${image} serves, as before the deploy that failed; nothing was changed`, [
    `job/${failed} failed, which changes the database alone, and that does not roll back: its log says why`,
    `to go back behind ${image} all the same: kubectl -n ${context.dist.namespace} delete job ${failed}, and run this again`,
  ]);
}

/** What is being deleted or held is no more to be relied on than before a deploy. @throws Refusal */
async function assertNoObstacles(context: DeployContext, { state, services, web }: ReleaseRecord): Promise<void> {
  const { kubectl, dist } = context;
  const own = [...state, ...services, ...web];
  const names = new Set(own.map(nameOf));
  const objects = [...own, ...(dist.phases.state?.objects ?? []).filter((object) => !names.has(nameOf(object)))];
  const get = ['get', '--ignore-not-found', '-o', 'json', '-f', '-'];
  const [live, secrets] = await Promise.all([
    kubectl.ok(get, { input: streamOf(objects) }).then((text) => itemsOf(text)),
    secretStates(kubectl),
  ]);
  const reasons = await obstacles(context, { objects, applied: own, live, secrets });
  if (reasons.length > 0) throw new Refusal(`cannot roll ${dist.namespace} back; nothing was changed`, reasons);
}

async function bringBack(
  context: DeployContext,
  lease: Lease,
  target: ReleaseRecord,
  current: ReleaseRecord | undefined,
): Promise<void> {
  await applyWeb(context, target.web);
  const reasons = await waitReady(context, deploymentsIn(target.web));
  if (reasons.length === 0) return;
  const back = current === undefined ? [] : await goBack(context, lease, current);
  throw new Failure(`${target.image} did not become ready`, [...reasons, ...back], EXIT.rollout);
}
