import { nameOf } from '../deploy/differences';
import type { ReleaseRecord } from '../deploy/releases';
import { webOf } from '../deploy/rollout';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** Which release serves, or did so last: one whose web has no ready pod serves nobody, whatever was deployed. */
export function servingLine(newest: ReleaseRecord, url: string, workloads: readonly KubernetesObject[]): string {
  const { image, at, by, pipeline, web } = newest;
  const names = new Set(webOf(web).map(nameOf));
  const isServing = workloads.some(
    (workload) => names.has(nameOf(workload)) && (workload.status?.readyReplicas ?? 0) > 0,
  );
  const deployed = `since ${at}, deployed by ${by}${pipeline ? ` in pipeline #${pipeline}` : ''}`;
  return isServing
    ? `${image} serves ${url} ${deployed}`
    : `${image} last served ${url}, ${deployed}: no pod of the web is ready`;
}
