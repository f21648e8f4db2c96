import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { type DeployContext, patience } from './deploy-context';
import { nameOf } from './differences';
import { Hope } from './hope';
import { Reasons } from './reasons';

/** Waits until workloads run what they should; returns why one does not, or nothing. */
export async function waitReady(context: DeployContext, workloads: readonly KubernetesObject[]): Promise<string[]> {
  const pause = patience(context);
  const reasons = new Reasons(context);
  const hope = new Hope();
  for (;;) {
    const current = await context.kubectl.getAll(workloads.map(nameOf));
    const ready = new Set(current.filter(isReady).map(nameOf));
    const waiting = workloads.filter((workload) => !ready.has(nameOf(workload)));
    if (waiting.length === 0) return [];
    const unready = current.filter((workload) => !isReady(workload));
    const isHopeless = hope.isLost(await reasons.of(unready), Date.now());
    if (isHopeless || !(await pause(500))) {
      const found = await reasons.of(unready, true);
      return [
        `${waiting.map(nameOf).join(', ')} did not become ready${isHopeless ? '' : ' in time'}`,
        ...new Set(found.map(({ text }) => text)),
      ];
    }
  }
}

/** Whether a Deployment or StatefulSet runs its newest revision, and nothing else. */
export function isReady({ metadata, spec, status = {} }: KubernetesObject): boolean {
  const wanted = spec.replicas ?? 1;
  const isSeen = (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const old = (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return isSeen && (status.updatedReplicas ?? 0) >= wanted && (status.readyReplicas ?? 0) >= wanted && old <= 0;
}
