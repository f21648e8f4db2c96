import { allObjects } from '../dist';
import type { KubernetesObject } from '../kubectl/kubectl';
import type { DeployContext } from './deploy-context';

interface Right {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
}

const VERBS = ['get', 'list', 'create', 'patch'];
const CLUSTER_SCOPED = ['Namespace', 'PersistentVolume'];
const BESIDES: Right[] = [
  { verb: 'create', group: 'coordination.k8s.io', resource: 'leases' },
  { verb: 'update', group: 'coordination.k8s.io', resource: 'leases' },
  { verb: 'list', group: '', resource: 'pods' },
  { verb: 'get', group: '', resource: 'pods/log' },
  { verb: 'create', group: '', resource: 'secrets' },
  { verb: 'delete', group: 'batch', resource: 'jobs' },
];

/** Whoever deploys may do what a deploy does; asked of the server in one call. */
export async function missingRights({ kubectl, dist }: DeployContext, isNew: boolean): Promise<string[]> {
  const rights = [...rightsFor(allObjects(dist), isNew), ...BESIDES];
  const items = rights.map(({ verb, group, resource }) => {
    const [name, subresource] = resource.split('/');
    const attributes = { namespace: dist.namespace, verb, group, resource: name, subresource };
    return {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes: attributes },
    };
  });
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const template = '{{.status.allowed}}{{"\\n"}}';
  const answers = (await kubectl.ok(['create', '-f', '-', '-o', `go-template=${template}`], { input }))
    .trim()
    .split('\n');
  return rights
    .filter((_, index) => answers[index] !== 'true')
    .map(({ verb, group, resource }) => {
      const what = `${resource}${group ? `.${group}` : ''}`;
      return `the credential may not ${verb} ${what} in ${dist.namespace}: see docs/cluster-access.md`;
    });
}

function rightsFor(objects: readonly KubernetesObject[], isNew: boolean): Right[] {
  const kinds = new Map(objects.map((object) => [`${object.apiVersion} ${object.kind}`, object]));
  return [...kinds.values()]
    .filter(({ kind }) => isNew || !CLUSTER_SCOPED.includes(kind)) // a namespace that is there is at most labelled anew
    .flatMap(({ apiVersion, kind }) => {
      const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
      return VERBS.map((verb) => ({ verb, group, resource: pluralOf(kind) }));
    });
}

/** The resource of a kind, as the API spells it. */
function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (name.endsWith('y')) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch)$/.test(name) ? `${name}es` : `${name}s`;
}
