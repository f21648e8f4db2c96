import { LABEL } from '../../lib/contract/labels';
import type { Phase } from '../../lib/contract/phases';
import { PRUNED, RECORD, setName } from '../../lib/contract/records';
import { nameOf } from '../../lib/kubernetes/manifest';
import { isProtected } from '../../lib/kubernetes/protected-kinds';
import { kindsOf, MEMBER, protectedKindsOf, setId } from '../apply/apply-sets';
import { isClusterScoped } from '../apply/cluster-scoped';
import { readClusterState } from '../apply/cluster-state';
import { noteWriters } from '../apply/written-by';
import { type DeployContext, waiting } from '../context/deploy-context';
import { Refusal } from '../context/refusal';
import type { Dist } from '../dist';
import { KubectlError } from '../kubectl/kubectl-error';
import { itemsOf, type KubernetesObject, streamOf } from '../kubectl/kubernetes-object';
import { saysOnly } from '../kubectl/says-only';
import { withLease } from '../lease/lease';
import { allStrangers, isOfSite } from '../namespace/inventory';
import { placeOf } from '../namespace/place';
import { ONE_OFF_JOBS } from '../one-off/one-off-job';
import { refuseBeside } from '../owners/refuse-beside';
import { assertOurs, listed } from '../preflight/namespace-proof';
import { RELEASE_JOBS } from '../release/release-job';

export interface DestroyOptions {
  /** The environment's name, typed out. */
  readonly environment?: string;
  /** Delete volumes, secrets and the namespace too. */
  readonly volumes?: boolean;
}

const REVERSE: Phase[] = ['web', 'release', 'services', 'state'];

/** Takes a site and environment away; data and the secrets that it needs stay, unless asked. @throws Refusal */
export async function destroy(
  context: DeployContext,
  { environment, volumes = false }: DestroyOptions,
): Promise<string[]> {
  const { dist, kubectl, progress } = context;
  progress.note(await placeOf(kubectl));
  if (!dist.plan.isReview && environment !== dist.plan.environment) {
    throw new Refusal(`${dist.plan.environment} is not a review app; nothing was changed`, [
      `to delete it, name it: --environment ${dist.plan.environment}`,
    ]);
  }
  const state = await readClusterState(kubectl);
  if (state.isNew) return [`there is no namespace ${dist.namespace}: nothing to do`];
  if (state.isEnding) {
    await progress.step('namespace', () => awaitEnd(context)); // a destroy before this one has not waited so long
    return gone(dist);
  }
  assertOurs(context, state);
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
  const [outside, inside] = [true, false].map((is) => named.filter((object) => isClusterScoped(object) === is));
  await removeOutside(context, outside ?? []);
  if (inside === undefined || inside.length === 0) return;
  const args = ['delete', '--ignore-not-found', ...waiting(context), '-f', '-'];
  await kubectl.ok(args, { input: streamOf(inside) });
}

/**
 * What belongs to no namespace was made by an administrator where the credential may not make it, and is left to one then: the rest
 * goes all the same. A volume ends once its claim has, so nobody waits for it here.
 */
async function removeOutside(
  { kubectl, progress }: DeployContext,
  objects: readonly KubernetesObject[],
): Promise<void> {
  for (const object of objects) {
    const args = ['delete', '--ignore-not-found', '--wait=false', '-f', '-'];
    const answer = await kubectl.run(args, { input: streamOf([object]) });
    if (answer.status === 0) continue;
    if (!saysOnly(/\(Forbidden\)/, answer.stderr)) throw new KubectlError('kubectl delete', answer);
    const { kind, metadata } = object;
    progress.note(
      `${nameOf(object)} stays: the credential may not delete it; an administrator of the cluster runs: kubectl delete ${kind.toLowerCase()} ${metadata.name}`,
    );
  }
}

/** What was deployed from other manifests than these is a member of a set all the same. */
async function removeMembers(context: DeployContext): Promise<void> {
  const { kubectl } = context;
  const { sets } = await readClusterState(kubectl);
  for (const phase of PRUNED) {
    const parent = sets[phase];
    const kinds = parent === undefined || protectedKindsOf(parent).length > 0 ? [] : kindsOf(parent);
    if (kinds.length === 0) continue;
    const selector = `${MEMBER}=${setId(phase, kubectl.namespace)},${ownInstance(context)}`;
    await kubectl.ok(['delete', kinds.join(',').toLowerCase(), '--selector', selector, ...waiting(context)]);
  }
  for (const jobs of [RELEASE_JOBS, ONE_OFF_JOBS])
    await kubectl.ok(['delete', 'jobs', '--selector', `${jobs},${ownInstance(context)}`, ...waiting(context)]);
}

function ownInstance({ dist }: DeployContext): string {
  return `${LABEL.instance}=${dist.namespace}`;
}

/** A later deploy starts afresh: there is no earlier release to go back to. Whose the namespace is stays known. */
async function removeRecords({ kubectl }: DeployContext): Promise<void> {
  const names = [RECORD.releases, ...PRUNED.map(setName)];
  await kubectl.ok(['delete', 'configmap', ...names, '--ignore-not-found']);
}
