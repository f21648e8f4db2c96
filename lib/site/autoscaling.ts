import type { Autoscaling } from './site';

/** Autoscaling with its defaults; a floor above the default ceiling lifts it. */
export function autoscalingBounds({
  minReplicas = 2,
  maxReplicas = Math.max(5, minReplicas),
  cpu = 75,
}: Autoscaling = {}): Required<Autoscaling> {
  return { minReplicas, maxReplicas, cpu };
}
