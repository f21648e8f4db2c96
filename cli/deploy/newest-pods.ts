import type { KubernetesObject } from '../kubectl/kubernetes-object';
import type { DeployContext } from './deploy-context';

const REVISION = 'deployment.kubernetes.io/revision';

/** The labels of the pods of a workload's newest revision: what is wrong with those on their way out says nothing of it. */
export async function newestPods(
  { kubectl }: Pick<DeployContext, 'kubectl'>,
  { kind, metadata, spec, status }: KubernetesObject,
): Promise<Record<string, string>> {
  const labels: Record<string, string> = spec.selector.matchLabels;
  if (kind === 'StatefulSet') return { ...labels, ...given('controller-revision-hash', status?.updateRevision) };
  const sets = await kubectl.list('replicasets', selectorOf(labels));
  const newest = sets.find(
    (set) =>
      set.metadata.ownerReferences?.some(({ uid }) => uid === metadata.uid) &&
      set.metadata.annotations?.[REVISION] === metadata.annotations?.[REVISION],
  );
  return { ...labels, ...given('pod-template-hash', newest?.metadata.labels?.['pod-template-hash']) };
}

function given(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

/** Labels as kubectl selects by them. */
export function selectorOf(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
