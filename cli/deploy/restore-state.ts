import { isDeepStrictEqual } from 'node:util';
import type { DeployContext } from './deploy-context';
import { nameOf } from './differences';
import type { Lease } from './lease';
import { type ReleaseRecord, releaseIn } from './releases';
import { serves } from './serves';

/** Applies the servers that a release's image configures, without waiting for them. */
export async function applyStateOf({ kubectl }: DeployContext, release: ReleaseRecord): Promise<void> {
  if (release.state.length > 0) await kubectl.apply(release.state);
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
    progress.note(`went back to that of ${release.image}: ${names}`);
  } catch {
    progress.note(`could not go back to that of ${release.image}: ${names}; the next deploy mends it`);
  }
}
