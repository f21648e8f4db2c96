import { PRUNED, type PrunedPhase, setName } from '../../lib/contract/records';
import { identityOf, nameOf } from '../../lib/kubernetes/manifest';
import type { Dist } from '../dist';
import type { Kubectl } from '../kubectl/kubectl';
import { KubectlError } from '../kubectl/kubectl-error';
import { itemsOf, type KubernetesObject } from '../kubectl/kubernetes-object';
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
  const args = ['get', kinds.join(',').toLowerCase(), '--selector', `${MEMBER}=${setId(phase, kubectl.namespace)}`];
  const answer = await kubectl.run([...args, '-o', 'json']);
  if (answer.status !== 0) {
    const forgotten = forgottenKind(phase, kubectl.namespace, parent, answer.stderr);
    if (forgotten !== undefined) return { leaving: [], problems: [forgotten] };
    throw new KubectlError('kubectl get', answer);
  }
  const members = itemsOf(answer.stdout);
  const staying = new Set(objects.map(identityOf));
  const leaving = members.filter((member) => !staying.has(identityOf(member)));
  return { leaving, problems: await ownedData(kubectl, leaving) };
}

function guardedKinds(phase: PrunedPhase, guarded: readonly string[]): string {
  const name = setName(phase);
  return `the ApplySet ${name} lists ${guarded.join(', ')}, which must never be pruned: take that out of the annotation ${KINDS.join(' or ')} of the ConfigMap ${name}`;
}

/**
 * Neither kubectl nor anybody else lists a kind that has gone. Its objects have gone with it; nothing but the record names it. kubectl
 * 1.27 leaves out the group, which is looked up in the record.
 */
export function forgottenKind(
  phase: PrunedPhase,
  namespace: string | undefined,
  parent: KubernetesObject,
  stderr: string,
): string | undefined {
  const [, kind = '', group] = /doesn't have a resource type "([^"]+)"(?: in group "([^"]+)")?/.exec(stderr) ?? [];
  if (kind === '') return undefined;
  const known = kindsOf(parent).map((one) => one.toLowerCase());
  const meant = known.filter((one) => (group === undefined ? one.split('.')[0] === kind : one === `${kind}.${group}`));
  const told = `the cluster does not know ${meant.join(' or ') || kind} any more, of which earlier deploys have applied objects: bring its custom resource definition back; or, as they have gone with it,`;
  const set = setName(phase);
  const [gone, ...others] = meant;
  if (gone === undefined || others.length > 0)
    return `${told} take it out of the annotation ${KINDS.join(' or ')} of the ConfigMap ${set}`;
  const changes = KINDS.flatMap((name) => {
    const before = parent.metadata.annotations?.[name]?.split(',') ?? [];
    const left = before.filter((one) => one.toLowerCase() !== gone);
    return left.length === before.length ? [] : [`${name}=${left.join(',')}`];
  });
  const where = namespace === undefined ? '' : ` --namespace ${namespace}`;
  return `${told} kubectl${where} annotate configmap ${set} --overwrite ${changes.join(' ')}`;
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
