import { claimsOfServer } from '../apply/claim-names';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** What a workload or a Job has made that is of interest for what it is to become, and what that uses. */
export interface Owned {
  /** The ReplicaSet of a Deployment's newest revision. */
  readonly sets: readonly KubernetesObject[];
  /** Pods of the newest revision, and of older ones those that are to end: they are in the way. */
  readonly pods: readonly KubernetesObject[];
  readonly claims: readonly KubernetesObject[];
}

const REVISION = 'deployment.kubernetes.io/revision';

/** Finds it among the objects of a namespace. */
export function ownedBy(object: KubernetesObject, cluster: readonly KubernetesObject[]): Owned {
  const ofKind = (kind: string) => cluster.filter((one) => one.kind === kind);
  const sets = ofKind('ReplicaSet').filter((set) => isOwned(set, [object]));
  const newest = sets.filter(({ metadata }) => {
    const revision = object.metadata.annotations?.[REVISION];
    return revision === undefined || metadata.annotations?.[REVISION] === revision;
  });
  const pods = ofKind('Pod').filter((pod) => isOwned(pod, [object, ...sets]));
  const current = pods.filter(
    (pod) =>
      pod.metadata.deletionTimestamp !== undefined || isNewest(pod, object, object.kind === 'Deployment' ? newest : []),
  );
  const named = new Set([
    ...(object.kind === 'StatefulSet' ? claimsOfServer(object) : []),
    ...[object.spec?.template, ...current].flatMap((one) => claimsNamed(one?.spec)),
  ]);
  return {
    sets: newest,
    pods: current,
    claims: ofKind('PersistentVolumeClaim').filter(({ metadata }) => named.has(metadata.name)),
  };
}

function isOwned({ metadata }: KubernetesObject, owners: readonly KubernetesObject[]): boolean {
  return owners.some((owner) => metadata.ownerReferences?.some(({ uid }) => uid === owner.metadata.uid));
}

/** What is wrong with pods of older revisions says nothing of the newest. */
function isNewest(pod: KubernetesObject, object: KubernetesObject, sets: readonly KubernetesObject[]): boolean {
  if (object.kind === 'Deployment') return isOwned(pod, sets);
  const revision = object.kind === 'StatefulSet' ? object.status?.updateRevision : undefined;
  return revision === undefined || pod.metadata.labels?.['controller-revision-hash'] === revision;
}

function claimsNamed(spec: { volumes?: { persistentVolumeClaim?: { claimName: string } }[] } | undefined): string[] {
  return (spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
}
