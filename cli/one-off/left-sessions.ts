import type { DeployContext } from '../context/deploy-context';
import { createdAt, type KubernetesObject } from '../kubectl/kubernetes-object';
import { endOf } from '../release/follow-job';
import { oneOffJobs } from './one-off-job';

/** Longer than any client waits for the start of its pod, in milliseconds. */
const LONGEST_START = 3_600_000;

/**
 * Removes what clients have left that were killed: sessions that have ended, and those whose pod never started, which has no
 * connection that could break. Kubernetes removes them, too, but later.
 */
export async function removeLeftSessions({ kubectl }: Pick<DeployContext, 'kubectl'>): Promise<void> {
  const selector = oneOffJobs('session');
  const [jobs, pods] = await Promise.all([kubectl.list('jobs', selector), kubectl.list('pods', selector)]);
  const left = leftSessions(jobs, pods, Date.now()).map(({ metadata }) => metadata.name);
  if (left.length > 0) await kubectl.run(['delete', 'job', ...left, '--ignore-not-found', '--wait=false']);
}

/** Those of some sessions that nobody is in. */
export function leftSessions(
  jobs: readonly KubernetesObject[],
  pods: readonly KubernetesObject[],
  now: number,
): KubernetesObject[] {
  const isRunning = ({ metadata }: KubernetesObject) =>
    pods.some(
      (pod) => pod.status?.phase === 'Running' && pod.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid),
    );
  return jobs.filter((job) => {
    if (job.metadata.deletionTimestamp !== undefined) return false;
    if (endOf(job) !== undefined) return true;
    return !isRunning(job) && now - createdAt(job) > LONGEST_START;
  });
}
