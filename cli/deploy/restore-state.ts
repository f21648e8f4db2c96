import { isDeepStrictEqual } from 'node:util';
import { nameOf } from '../../lib/kubernetes/manifest';
import type { DeployContext } from '../context/deploy-context';
import { fitted } from '../growth/fitted';
import { type ReleaseRecord, releaseIn } from '../history/releases';
import type { Lease } from '../lease/lease';
import { serves } from './serves';

/** Applies the servers that a release's image configures, without waiting for them. Volumes that have grown since stay so. */
export async function applyStateOf({ kubectl }: DeployContext, { state }: ReleaseRecord): Promise<void> {
  if (state.length > 0) await kubectl.apply(fitted(state, await kubectl.getAll(state.map(nameOf))));
}

/**
 * Where a deploy has failed and the web is that of the last release, so must be the servers that the site's image configures,
 * such as a search server. Why the deploy failed says more than a failure here.
 */
export async function restoreState(
  context: DeployContext,
  lease: Lease,
  release: ReleaseRecord | undefined,
): Promise<void> {
  const { dist, progress } = context;
  if (release === undefined || release.state.length === 0) return;
  if (isDeepStrictEqual(release.state, releaseIn(dist).state)) return;
  const names = release.state.map(nameOf).join(', ');
  try {
    if (!(await lease.isHeld()) || !(await serves(context, release.web))) return;
    await applyStateOf(context, release);
    progress.note(`restored ${names} as of ${release.image}`);
  } catch {
    progress.note(`could not restore ${names} as of ${release.image}; the next deploy does`);
  }
}
