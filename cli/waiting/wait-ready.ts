import { nameOf } from '../../lib/kubernetes/manifest';
import type { DeployContext } from '../context/deploy-context';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { waitUntil } from './wait-until';

/** Waits until workloads run what they should; returns why one does not, or nothing. */
export async function waitReady(context: DeployContext, workloads: readonly KubernetesObject[]): Promise<string[]> {
  let waiting = workloads;
  const outcome = await waitUntil(context, async () => {
    const current = await context.kubectl.getAll(workloads.map(nameOf));
    const ready = new Set(current.filter(isReady).map(nameOf));
    waiting = workloads.filter((workload) => !ready.has(nameOf(workload)));
    return waiting.length === 0 ? { end: true } : { open: current.filter((workload) => !isReady(workload)) };
  });
  if ('end' in outcome) return [];
  return [
    `${waiting.map(nameOf).join(', ')} did not become ready${outcome.isHopeless ? '' : ' in time'}`,
    ...new Set(outcome.troubles.map(({ text }) => text)),
  ];
}

/** Whether a Deployment or StatefulSet runs its newest revision, and nothing else. */
export function isReady({ metadata, spec, status = {} }: KubernetesObject): boolean {
  const wanted = spec.replicas ?? 1;
  const isSeen = (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const old = (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return isSeen && (status.updatedReplicas ?? 0) >= wanted && (status.readyReplicas ?? 0) >= wanted && old <= 0;
}
