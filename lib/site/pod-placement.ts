import type { k8s } from 'cdk8s-plus-27';
import { plain } from '../kubernetes/plain';
import type { PodPlacement, PodSettings } from './pod';

/** The fields of a pod's specification that settings fill by themselves, without those that nobody said. */
export function placementFields(
  settings: PodSettings,
): Pick<k8s.PodSpec, 'nodeSelector' | 'tolerations' | 'priorityClassName' | 'hostAliases'> {
  const { nodeSelector, tolerations, priorityClassName, hostAliases } = plain(settings); // see merge-pods.ts
  return {
    ...(nodeSelector === undefined ? {} : { nodeSelector: { ...nodeSelector } }),
    ...(tolerations === undefined ? {} : { tolerations: [...tolerations] }),
    ...(priorityClassName === undefined ? {} : { priorityClassName }),
    ...(hostAliases === undefined ? {} : { hostAliases: onePerAddress(hostAliases) }),
  };
}

/** Of two entries for one address, the API server takes neither: Kubernetes 1.27 fails, newer ones refuse. */
function onePerAddress(aliases: readonly k8s.HostAlias[]): k8s.HostAlias[] {
  const names = new Map<string, string[]>();
  for (const { ip = '', hostnames = [] } of aliases) names.set(ip, [...(names.get(ip) ?? []), ...hostnames]);
  return [...names].map(([ip, hostnames]) => ({ ip, hostnames: [...new Set(hostnames)] }));
}

/** A pod's labels and annotations: its own labels are not for others to change. */
export function podMetadata(
  own: Readonly<Record<string, string>>,
  { labels, annotations }: PodPlacement = {},
): Pick<k8s.ObjectMeta, 'labels' | 'annotations'> {
  return { labels: { ...labels, ...own }, annotations: annotations && { ...annotations } };
}
