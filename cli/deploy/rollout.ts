import { applySet } from '../apply/apply';
import { holdReplicas } from '../apply/replicas';
import type { DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';
import type { ReleaseRecord } from '../history/releases';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import type { Lease } from '../lease/lease';
import { modeInTheWay } from '../release/left-mode';
import { releaseFailedSince } from '../release/release-job';
import { waitReady } from '../waiting/wait-ready';

/** Before all Jobs. */
const NEVER = new Date(0).toISOString();

/** Rolls the web out. If it does not become ready, the last release that served comes back. @throws Failure */
export async function rollOut(
  context: DeployContext,
  lease: Lease,
  previous: ReleaseRecord | undefined,
): Promise<void> {
  const web = context.dist.phases.web?.objects ?? [];
  await applyWeb(context, web);
  const reasons = await waitReady(context, deploymentsIn(web));
  if (reasons.length === 0) return;
  const inTheWay = modeInTheWay(context.dist, await releaseFailedSince(context, previous?.at ?? NEVER));
  throw new Failure(
    'the new web did not become ready',
    [...reasons, ...inTheWay, ...(await goBack(context, lease, previous))],
    EXIT.rollout,
  );
}

/** Applies the web's objects, and deletes what has left them. */
export async function applyWeb(context: DeployContext, web: readonly KubernetesObject[]): Promise<void> {
  await holdReplicas(context, web);
  await applySet(context, 'web', web);
}

/** Brings the web of a release that served back, and tells how that went: why it had to be says more than a failure. */
export async function goBack(
  context: DeployContext,
  lease: Lease,
  release: ReleaseRecord | undefined,
): Promise<string[]> {
  if (!(await lease.isHeld())) return ['lost the lease to another deploy, which goes on; nothing was brought back'];
  if (release === undefined) return ['there is no earlier release to roll back to'];
  try {
    await applyWeb(context, release.web);
    const reasons = await waitReady(context, deploymentsIn(release.web));
    if (reasons.length === 0) return [`went back to ${release.image}, which serves`];
    return [`went back to ${release.image}, but:`, ...reasons];
  } catch (error) {
    return [`could not go back to ${release.image}: ${(error as Error).message}`, 'run this again'];
  }
}

export function deploymentsIn<T extends { kind: string }>(objects: readonly T[]): T[] {
  return objects.filter(({ kind }) => kind === 'Deployment');
}
