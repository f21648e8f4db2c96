import type { Kubectl } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { PRUNED, type PrunedPhase, setName } from './apply-sets';
import { LEASE } from './lease-decision';
import { RELEASES, type ReleaseRecord, releasesIn } from './release-record';

/** What earlier deploys have left in the namespace for later ones. */
export interface Ledger {
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
    `configmap/${RELEASES}`,
    ...PRUNED.map((phase) => `configmap/${setName(phase)}`),
    `lease/${LEASE}`,
  ]);
  const named = (kind: string, name: string) =>
    found.find((object) => object.kind === kind && object.metadata.name === name);
  const namespace = named('Namespace', kubectl.namespace);
  return {
    isNew: namespace === undefined,
    isEnding: namespace?.metadata.deletionTimestamp !== undefined,
    sets: Object.fromEntries(PRUNED.map((phase) => [phase, named('ConfigMap', setName(phase))])),
    releases: releasesIn(named('ConfigMap', RELEASES)),
    lease: named('Lease', LEASE),
  };
}
