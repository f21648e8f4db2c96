import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { type DeployContext, patience } from './deploy-context';
import { nameOf } from './differences';
import { type Trouble, troubles, troublesOfWorkload } from './explain-pods';
import { newestPods } from './newest-pods';

/** How long a trouble that waiting does not help has to last before it is believed. */
const GRACE = 10_000;

/** Waits until workloads run what they should; returns why one does not, or nothing. */
export async function waitReady(context: DeployContext, workloads: readonly KubernetesObject[]): Promise<string[]> {
  const pause = patience(context);
  let troubledSince: number | undefined;
  for (;;) {
    const current = await context.kubectl.getAll(workloads.map(nameOf));
    const ready = new Set(current.filter(isReady).map(nameOf));
    const waiting = workloads.filter((workload) => !ready.has(nameOf(workload)));
    if (waiting.length === 0) return [];
    const unready = current.filter((workload) => !isReady(workload));
    const found = [
      ...unready.flatMap(troublesOfWorkload),
      ...(await Promise.all(unready.map((workload) => troublesOfNewest(context, workload)))).flat(),
    ];
    const isFinal = found.some((trouble) => trouble.isFinal);
    troubledSince = isFinal ? (troubledSince ?? Date.now()) : undefined;
    const isHopeless = troubledSince !== undefined && Date.now() - troubledSince > GRACE;
    if (isHopeless || !(await pause(500))) {
      return [
        `${waiting.map(nameOf).join(', ')} did not become ready${isHopeless ? '' : ' in time'}`,
        ...new Set(found.map(({ text }) => text)),
      ];
    }
  }
}

async function troublesOfNewest(context: DeployContext, workload: KubernetesObject): Promise<Trouble[]> {
  return troubles(context, await newestPods(context, workload));
}

/** Whether a Deployment or StatefulSet runs its newest revision, and nothing else. */
export function isReady({ metadata, spec, status = {} }: KubernetesObject): boolean {
  const wanted = spec.replicas ?? 1;
  const isSeen = (status.observedGeneration ?? 0) >= (metadata.generation ?? 0);
  const old = (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return isSeen && (status.updatedReplicas ?? 0) >= wanted && (status.readyReplicas ?? 0) >= wanted && old <= 0;
}
