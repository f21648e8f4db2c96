import { createdAt, type KubernetesObject } from '../kubectl/kubernetes-object';
import { endOf } from './follow-job';

/** How many release Jobs stay of each end, for their logs: a night's failures can be read in the morning. */
const KEPT = { Complete: 1, Failed: 3 } as const;

/**
 * The finished release Jobs that may go, which have no time to live: a GitOps controller would run one again that is gone. Only
 * the newest of each end stay, however many deploys failed in a row.
 */
export function spentReleases(jobs: readonly KubernetesObject[], own: string): string[] {
  const others = jobs.filter(({ metadata }) => metadata.name !== own && metadata.deletionTimestamp === undefined);
  const newestFirst = [...others].sort((a, b) => createdAt(b) - createdAt(a));
  return (['Complete', 'Failed'] as const).flatMap((end) =>
    newestFirst
      .filter((job) => endOf(job) === end)
      .slice(KEPT[end])
      .map(({ metadata }) => metadata.name),
  );
}
