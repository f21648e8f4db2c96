import { WORKER_REPLICAS } from '../../lib/contract/worker';
import { nameOf } from '../../lib/kubernetes/manifest';
import { deploymentsIn } from '../deploy/rollout';
import type { ReleaseRecord } from '../history/releases';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** Which release serves, or did so last: one whose web has no ready pod serves nobody, whatever was deployed. */
export function servingLine(newest: ReleaseRecord, url: string, workloads: readonly KubernetesObject[]): string {
  const { image, at, by, pipeline, web } = newest;
  const isWorker = ({ metadata }: KubernetesObject) => metadata.annotations?.[WORKER_REPLICAS] !== undefined;
  const names = new Set(
    deploymentsIn(web)
      .filter((one) => !isWorker(one))
      .map(nameOf),
  );
  const isServing = workloads.some(
    (workload) => names.has(nameOf(workload)) && (workload.status?.readyReplicas ?? 0) > 0,
  );
  const deployed = `since ${at}, deployed by ${by}${pipeline ? ` in pipeline #${pipeline}` : ''}`;
  return isServing
    ? `${image} serves ${url} ${deployed}`
    : `${image} last served ${url}, ${deployed}: no pod of the web is ready`;
}
