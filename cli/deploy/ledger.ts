import type { Kubectl } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { OWNER, type Owner, ownerIn, PLAN } from '../namespace/owner';
import { PRUNED, type PrunedPhase, setName } from './apply-sets';
import { LEASE } from './lease-decision';
import { RELEASES, type ReleaseRecord, releasesIn } from './release-record';

/** What earlier deploys have left in the namespace for later ones. */
export interface Ledger {
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
export async function readLedger(kubectl: Kubectl): Promise<Ledger> {
  const found = await kubectl.getAll([
    `namespace/${kubectl.namespace}`,
    ...[OWNER, PLAN, RELEASES].map((name) => `configmap/${name}`),
    ...PRUNED.map((phase) => `configmap/${setName(phase)}`),
    `lease/${LEASE}`,
  ]);
  const named = (kind: string, name: string) =>
    found.find((object) => object.kind === kind && object.metadata.name === name);
  const namespace = named('Namespace', kubectl.namespace);
  const record = named('ConfigMap', OWNER);
  const releases = releasesIn(named('ConfigMap', RELEASES));
  return {
    namespace,
    record,
    owner: ownerIn({ namespace, record, plan: named('ConfigMap', PLAN), releases }),
    isNew: namespace === undefined,
    isEnding: namespace?.metadata.deletionTimestamp !== undefined,
    sets: Object.fromEntries(PRUNED.map((phase) => [phase, named('ConfigMap', setName(phase))])),
    releases,
    lease: named('Lease', LEASE),
  };
}
