import { isProtected } from '../../lib/kubernetes/protected-kinds';
import type { Dist, PhaseName } from '../dist';
import { itemsOf, type KubernetesObject, streamOf } from '../kubectl/kubernetes-object';
import { allStrangers, isOfSite } from '../namespace/inventory';
import { INSTANCE } from '../namespace/owner';
import { placeOf } from '../namespace/place';
import { assertOurs, listed } from '../namespace/proof';
import { refuseBeside } from '../owners/refuse-beside';
import { Refusal } from '../refusal';
import { kindsOf, MEMBER, PRUNED, protectedKindsOf, setId, setName } from './apply-sets';
import { type DeployContext, waiting } from './deploy-context';
import { nameOf } from './differences';
import { withLease } from './lease';
import { readLedger } from './ledger';
import { RELEASE_JOBS } from './release-job';
import { RELEASES } from './release-record';
import { noteWriters } from './written-by';

export interface DestroyOptions {
  /** The environment's name, typed out. */
  readonly environment?: string;
  /** Delete volumes, secrets and the namespace too. */
  readonly volumes?: boolean;
}

const REVERSE: PhaseName[] = ['web', 'release', 'services', 'state'];

/** Takes a site and environment away; data and the secrets that it needs stay, unless asked. @throws Refusal */
export async function destroy(
  context: DeployContext,
  { environment, volumes = false }: DestroyOptions,
): Promise<string[]> {
  const { dist, kubectl, progress } = context;
  progress.note(await placeOf(kubectl));
  if (!dist.plan.isReview && environment !== dist.plan.environment) {
    throw new Refusal(`${dist.plan.environment} is no review app; nothing was changed`, [
      `if you mean it, type it out: --environment ${dist.plan.environment}`,
    ]);
  }
  const ledger = await readLedger(kubectl);
  if (ledger.isNew) return [`there is no namespace ${dist.namespace}: nothing to do`];
  if (ledger.isEnding) {
    await progress.step('namespace', () => awaitEnd(context)); // a destroy before this one has not waited so long
    return gone(dist);
  }
  assertOurs(context, ledger);
  await refuseBeside(context, 'destroy');
  if (volumes) await assertNoStrangers(context);
  await withLease(context, async () => {
    if (!volumes) await progress.step('claims', () => noteOnClaims(context));
    await progress.step('members', () => removeMembers(context));
    for (const phase of REVERSE)
      await progress.step(phase, () => remove(context, deletable(dist.phases[phase]?.objects ?? [], volumes)));
    await progress.step('records', () => removeRecords(context));
  });
  if (!volumes) return [`volumes and secrets stay in the namespace ${dist.namespace}; --volumes deletes them too`];
  await assertNoStrangers(context); // nor is anybody there who came meanwhile
  await progress.step('namespace', () => kubectl.ok(['delete', 'namespace', dist.namespace, ...waiting(context)]));
  return gone(dist);
}

/** With the namespace goes all that is in it. @throws Refusal */
async function assertNoStrangers({ kubectl, dist }: DeployContext): Promise<void> {
  const found = await allStrangers(kubectl, dist);
  if (found.length === 0) return;
  throw new Refusal(`the namespace ${dist.namespace} was not deleted`, [
    `it has what does not belong to ${dist.plan.environment} of ${dist.site}: ${listed(found)}`,
    'move it elsewhere or delete it, or leave --volumes out',
  ]);
}

function gone({ namespace }: Dist): string[] {
  return [
    `the namespace ${namespace} is gone, with its claims and secrets; what a volume's class retains is kept by the storage`,
  ];
}

async function awaitEnd(context: DeployContext): Promise<void> {
  const [, timeout = ''] = waiting(context);
  await context.kubectl.ok(['wait', '--for=delete', `namespace/${context.dist.namespace}`, timeout]);
}

/** The claims that stay know what has written them, also where an earlier version deployed. */
async function noteOnClaims(context: DeployContext): Promise<void> {
  const servers = await context.kubectl.list('statefulsets');
  await noteWriters(
    context,
    servers.filter((server) => isOfSite(server, context.dist)),
  );
}

/** A StatefulSet holds no data, as long as its claims outlive it; all else that is protected stays. */
function deletable(objects: readonly KubernetesObject[], volumes: boolean): KubernetesObject[] {
  const keepsClaims = ({ kind, spec }: KubernetesObject) =>
    kind === 'StatefulSet' && spec.persistentVolumeClaimRetentionPolicy?.whenDeleted !== 'Delete';
  return objects.filter((object) => volumes || !isProtected(object.kind) || keepsClaims(object));
}

/** Deletes those objects that are this site's: what merely has the same name stays, and is named. */
async function remove(context: DeployContext, objects: readonly KubernetesObject[]): Promise<void> {
  if (objects.length === 0) return;
  const { kubectl, dist, progress } = context;
  const get = ['get', '--ignore-not-found', '-o', 'json', '-f', '-'];
  const live = itemsOf(await kubectl.ok(get, { input: streamOf(objects) }));
  const [ours, others] = [true, false].map((own) => live.filter((object) => isOfSite(object, dist) === own));
  for (const object of others ?? []) progress.note(`${nameOf(object)} stays: it does not carry this site's labels`);
  const named = (ours ?? []).map(({ apiVersion, kind, metadata: { name, namespace } }) => ({
    apiVersion,
    kind,
    metadata: { name, namespace },
  }));
  if (named.length === 0) return;
  const args = ['delete', '--ignore-not-found', ...waiting(context), '-f', '-'];
  await kubectl.ok(args, { input: streamOf(named) });
}

/** What was deployed from other manifests than these is a member of a set all the same. */
async function removeMembers(context: DeployContext): Promise<void> {
  const { kubectl } = context;
  const { sets } = await readLedger(kubectl);
  for (const phase of PRUNED) {
    const parent = sets[phase];
    const kinds = parent === undefined || protectedKindsOf(parent).length > 0 ? [] : kindsOf(parent);
    if (kinds.length === 0) continue;
    const selector = `${MEMBER}=${setId(phase, kubectl.namespace)},${ownInstance(context)}`;
    await kubectl.ok(['delete', kinds.join(',').toLowerCase(), '--selector', selector, ...waiting(context)]);
  }
  await kubectl.ok(['delete', 'jobs', '--selector', `${RELEASE_JOBS},${ownInstance(context)}`, ...waiting(context)]);
}

function ownInstance({ dist }: DeployContext): string {
  return `${INSTANCE}=${dist.namespace}`;
}

/** A later deploy starts afresh: there is no earlier release to go back to. Whose the namespace is stays known. */
async function removeRecords({ kubectl }: DeployContext): Promise<void> {
  const names = [RELEASES, ...PRUNED.map(setName)];
  await kubectl.ok(['delete', 'configmap', ...names, '--ignore-not-found']);
}
