import { PRUNED, type PrunedPhase, setName } from '../../lib/contract/records';
import { identityOf, nameOf } from '../../lib/kubernetes/manifest';
import type { Dist } from '../dist';
import type { Kubectl } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { KINDS, kindsOf, MEMBER, protectedKindsOf, setId } from './apply-sets';
import type { ClusterState } from './cluster-state';

/** What would be deleted when a set is applied, and why that must not be. */
export interface Pruning {
  readonly leaving: readonly KubernetesObject[];
  readonly problems: readonly string[];
}

/** What has left the pruned phases since the last time. */
export function prunings(kubectl: Kubectl, { sets }: ClusterState, { phases }: Dist): Promise<Pruning[]> {
  return Promise.all(PRUNED.map((phase) => pruningOf(kubectl, phase, sets[phase], phases[phase]?.objects ?? [])));
}

/**
 * What has left a set since the last time. Whatever anyone has written into it or has its objects own, pruning never
 * reaches data.
 */
export async function pruningOf(
  kubectl: Kubectl,
  phase: PrunedPhase,
  parent: KubernetesObject | undefined,
  objects: readonly KubernetesObject[],
): Promise<Pruning> {
  if (parent === undefined) return { leaving: [], problems: [] };
  const guarded = protectedKindsOf(parent);
  if (guarded.length > 0) return { leaving: [], problems: [guardedKinds(phase, guarded)] };
  const kinds = kindsOf(parent);
  if (kinds.length === 0) return { leaving: [], problems: [] };
  const members = await kubectl.list(kinds.join(',').toLowerCase(), `${MEMBER}=${setId(phase, kubectl.namespace)}`);
  const staying = new Set(objects.map(identityOf));
  const leaving = members.filter((member) => !staying.has(identityOf(member)));
  return { leaving, problems: await ownedData(kubectl, leaving) };
}

function guardedKinds(phase: PrunedPhase, guarded: readonly string[]): string {
  const name = setName(phase);
  return `the ApplySet ${name} lists ${guarded.join(', ')}, which must never be pruned: take that out of the annotation ${KINDS.join(' or ')} of the ConfigMap ${name}`;
}

/**
 * The label of a key for a certificate that is being issued: cert-manager makes its Secret for as long as that takes, and deletes it
 * itself. Nobody has used it yet.
 * @see https://cert-manager.io/docs/reference/annotations/
 */
const NEXT_PRIVATE_KEY = 'cert-manager.io/next-private-key';

/** Kubernetes deletes what an object owns together with it. */
async function ownedData(kubectl: Kubectl, leaving: readonly KubernetesObject[]): Promise<string[]> {
  if (leaving.length === 0) return [];
  const isPassing = `and (eq .kind "Secret") .metadata.labels (index .metadata.labels "${NEXT_PRIVATE_KEY}")`;
  const told = '{{.kind}}/{{.metadata.name}}{{range .metadata.ownerReferences}} {{.uid}}{{end}}{{"\\n"}}';
  const template = `{{range .items}}{{if not (${isPassing})}}${told}{{end}}{{end}}`;
  const kinds = 'statefulsets,persistentvolumeclaims,secrets';
  const lines = (await kubectl.ok(['get', kinds, '-o', `go-template=${template}`])).split('\n').filter(Boolean);
  return lines.flatMap((line) => {
    const [name, ...owners] = line.split(' ');
    return leaving
      .filter(({ metadata }) => owners.includes(metadata.uid ?? ''))
      .map(
        (owner) =>
          `${nameOf(owner)} would be pruned, and Kubernetes would delete ${name} with it, which it owns: remove the owner reference from ${name}, or keep ${nameOf(owner)}`,
      );
  });
}
