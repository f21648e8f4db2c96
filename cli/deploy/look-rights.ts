import { allObjects, type Dist } from '../dist';
import { streamOf } from '../kubectl/kubernetes-object';
import { PRUNED } from './apply-sets';
import type { DeployContext } from './deploy-context';

interface Right {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  /** Whether it is needed only the first time. */
  readonly once?: boolean;
}

const VERBS = ['get', 'list', 'create', 'patch'];
const CLUSTER_SCOPED = ['Namespace', 'PersistentVolume'];
/** What a deploy does besides applying manifests. */
const BESIDES: Right[] = [
  { verb: 'get', group: '', resource: 'namespaces' },
  { verb: 'get', group: 'coordination.k8s.io', resource: 'leases' },
  { verb: 'create', group: 'coordination.k8s.io', resource: 'leases' },
  { verb: 'update', group: 'coordination.k8s.io', resource: 'leases' },
  { verb: 'list', group: 'apps', resource: 'replicasets' },
  { verb: 'list', group: '', resource: 'pods' },
  { verb: 'get', group: '', resource: 'pods/log' },
  { verb: 'list', group: '', resource: 'secrets' },
  { verb: 'create', group: '', resource: 'secrets' },
  { verb: 'patch', group: '', resource: 'secrets' },
  { verb: 'update', group: '', resource: 'secrets' },
  { verb: 'delete', group: 'batch', resource: 'jobs' },
];

/** Whoever deploys may do what a deploy does; asked of the server in one call. */
export async function missingRights({ kubectl, dist }: DeployContext, isNew: Promise<boolean>): Promise<string[]> {
  const rights = [...rightsFor(dist), ...BESIDES];
  const items = rights.map(({ verb, group, resource }) => {
    const [name, subresource] = resource.split('/');
    const attributes = { namespace: dist.namespace, verb, group, resource: name, subresource };
    return {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: attributes },
    };
  });
  const input = streamOf(items);
  const template = '{{.status.allowed}}{{"\\n"}}';
  // Nothing is made of a question. To validate one, kubectl would ask for the right to see custom resource definitions.
  const args = ['create', '--validate=false', '-f', '-', '-o', `go-template=${template}`];
  const answers = (await kubectl.ok(args, { input })).trim().split('\n');
  const denied = rights.filter((_, index) => answers[index] !== 'true');
  if (denied.length === 0) return [];
  // A namespace that is there is at most labelled anew.
  const isNeeded = (await isNew.catch(() => false)) ? () => true : ({ once = false }: Right) => !once;
  return denied.filter(isNeeded).map(({ verb, group, resource }) => {
    const what = `${resource}${group ? `.${group}` : ''}`;
    return `the credential may not ${verb} ${what} in ${dist.namespace}: see docs/cluster-access.md`;
  });
}

function rightsFor(dist: Dist): Right[] {
  const kinds = new Map(allObjects(dist).map((object) => [`${object.apiVersion} ${object.kind}`, object]));
  const pruned = new Set(PRUNED.flatMap((phase) => (dist.phases[phase]?.objects ?? []).map(({ kind }) => kind)));
  return [...kinds.values()].flatMap(({ apiVersion, kind }) => {
    const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
    const verbs = pruned.has(kind) ? [...VERBS, 'delete'] : VERBS;
    return verbs.map((verb) => ({ verb, group, resource: pluralOf(kind), once: CLUSTER_SCOPED.includes(kind) }));
  });
}

/** The resource of a kind, as the API spells it. */
export function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch)$/.test(name) ? `${name}es` : `${name}s`;
}
