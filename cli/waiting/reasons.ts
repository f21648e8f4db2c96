import type { DeployContext } from '../context/deploy-context';
import type { Kubectl } from '../kubectl/kubectl';
import { KubectlError } from '../kubectl/kubectl-error';
import { itemsOf, type KubernetesObject } from '../kubectl/kubernetes-object';
import { explain } from './explain';
import type { Trouble } from './trouble';

const KINDS = ['replicasets', 'pods', 'persistentvolumeclaims', 'events'];
/** How often the whole namespace is looked at, in milliseconds: whether something is ready, one object says. */
const EVERY = 2000;
/** What a credential may not list, so that it is asked for and told once. */
const DENIED = new WeakMap<Kubectl, Set<string>>();

/** Gathers why things do not get on, for as long as they are waited for. */
export class Reasons {
  /** The events that were there when the waiting began: what they say may be mended. */
  private before: ReadonlySet<string> | undefined;
  private cluster: readonly KubernetesObject[] = [];
  private lookedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly context: Pick<DeployContext, 'kubectl' | 'progress'>) {}

  /** Of some objects, as they are now; of the rest as it was a moment ago, unless asked for the last time. */
  async of(objects: readonly KubernetesObject[], isLast = false): Promise<Trouble[]> {
    if (isLast || Date.now() - this.lookedAt > EVERY) {
      this.cluster = await namespaceOf(this.context);
      this.lookedAt = Date.now();
      this.before ??= new Set(this.cluster.filter(({ kind }) => kind === 'Event').map(mark));
    }
    const isOld = (event: KubernetesObject) => this.before?.has(mark(event)) ?? false;
    return objects.flatMap((object) => explain(object, this.cluster, isOld));
  }
}

/** Another one as soon as the same has happened again. */
function mark({ metadata }: KubernetesObject): string {
  return `${metadata.uid} ${metadata.resourceVersion}`;
}

/** What workloads own and use, and the events, as far as the credential may see them. */
export async function namespaceOf({
  kubectl,
  progress,
}: Pick<DeployContext, 'kubectl' | 'progress'>): Promise<KubernetesObject[]> {
  const denied = DENIED.get(kubectl) ?? new Set();
  DENIED.set(kubectl, denied);
  for (;;) {
    const kinds = KINDS.filter((kind) => !denied.has(kind));
    if (kinds.length === 0) return [];
    const answer = await kubectl.run(['get', kinds.join(','), '-o', 'json']);
    if (answer.status === 0) return itemsOf(answer.stdout);
    const refused = kinds.filter((kind) => answer.stderr.includes(`cannot list resource "${kind}"`));
    if (refused.length === 0) throw new KubectlError(`kubectl get ${kinds.join(',')}`, answer);
    for (const kind of refused) denied.add(kind);
    progress.note(`may not list ${refused.join(', ')}, so failures are explained without them`);
  }
}
