import type { DeployContext } from '../context/deploy-context';
import { Refusal } from '../context/refusal';
import { releasesAtWork } from '../release/release-job';

/** @throws Refusal if a release is at work, which would find its database gone */
export async function assertNoRelease(context: DeployContext): Promise<void> {
  const [atWork] = await releasesAtWork(context);
  if (atWork === undefined) return;
  const kubectl = `kubectl -n ${context.dist.namespace}`;
  throw new Refusal('a release is at work; nothing was changed', [
    `wait for its end: ${kubectl} wait --for=condition=complete job/${atWork} --timeout=30m`,
    `or end it: ${kubectl} delete job ${atWork}`,
  ]);
}
