import { PLAN } from '../../lib/contract/deploy-plan';
import { PRUNED, type PrunedPhase, RECORD, setName } from '../../lib/contract/records';
import { type ReleaseRecord, releasesIn } from '../history/release-record';
import type { Kubectl } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { type Owner, ownerIn } from '../namespace/owner';

/** What earlier deploys have left in the namespace for later ones. */
export interface ClusterState {
  /** The namespace, if there is one. */
  readonly namespace?: KubernetesObject;
  /** What says whose it is, and whose. */
  readonly record?: KubernetesObject;
  readonly owner?: Owner;
  /** Whether there is no namespace yet. */
  readonly isNew: boolean;
  /** Whether the namespace is being deleted. */
  readonly isEnding: boolean;
  /** What kubectl knows of the pruned phases. */
  readonly sets: Readonly<Partial<Record<PrunedPhase, KubernetesObject>>>;
  /** The releases that served, the newest first. */
  readonly releases: readonly ReleaseRecord[];
  /** Who deploys, or did so last. */
  readonly lease?: KubernetesObject;
}

/** Reads it in one call. */
export async function readClusterState(kubectl: Kubectl): Promise<ClusterState> {
  const found = await kubectl.getAll([
    `namespace/${kubectl.namespace}`,
    ...[RECORD.owner, PLAN, RECORD.releases].map((name) => `configmap/${name}`),
    ...PRUNED.map((phase) => `configmap/${setName(phase)}`),
    `lease/${RECORD.lease}`,
  ]);
  const named = (kind: string, name: string) =>
    found.find((object) => object.kind === kind && object.metadata.name === name);
  const namespace = named('Namespace', kubectl.namespace);
  const record = named('ConfigMap', RECORD.owner);
  const releases = releasesIn(named('ConfigMap', RECORD.releases));
  return {
    namespace,
    record,
    owner: ownerIn({ namespace, record, plan: named('ConfigMap', PLAN), releases }),
    isNew: namespace === undefined,
    isEnding: namespace?.metadata.deletionTimestamp !== undefined,
    sets: Object.fromEntries(PRUNED.map((phase) => [phase, named('ConfigMap', setName(phase))])),
    releases,
    lease: named('Lease', RECORD.lease),
  };
}
