import type { Problem } from '../problem';
import type { Autoscaling } from './site';

/** Autoscaling with its defaults; a floor above the default ceiling lifts it. */
export function autoscalingBounds({
  minReplicas = 2,
  maxReplicas = Math.max(5, minReplicas),
  cpu = 75,
}: Autoscaling = {}): Required<Autoscaling> {
  return { minReplicas, maxReplicas, cpu };
}

/** What replicas and autoscaling together cannot be. */
export function boundsProblems({ replicas, autoscaling }: { replicas?: number; autoscaling?: Autoscaling }): Problem[] {
  const problems: Problem[] = [];
  if (replicas !== undefined && autoscaling !== undefined) {
    problems.push({
      path: 'replicas',
      value: replicas,
      message: 'conflicts with autoscaling',
      allowed: 'one of them',
      fix: 'take one of them out',
    });
  }
  const { minReplicas, maxReplicas } = autoscalingBounds(autoscaling);
  if (minReplicas > maxReplicas) {
    problems.push({
      path: 'autoscaling.minReplicas',
      value: minReplicas,
      message: `is more than maxReplicas, ${maxReplicas}`,
      allowed: `1 to ${maxReplicas}`,
      fix: 'raise maxReplicas or lower minReplicas',
    });
  }
  return problems;
}
