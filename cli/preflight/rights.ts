import { PRUNED } from '../../lib/contract/records';
import { nameOf } from '../../lib/kubernetes/manifest';
import { administratorsCommand, isClusterScoped, type Unsettled } from '../apply/cluster-scoped';
import type { DeployContext } from '../context/deploy-context';
import { allObjects, type Dist } from '../dist';
import { areAllowed, denialText, inNamespace, type Right } from '../kubectl/access-review';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

const VERBS = ['get', 'list', 'create', 'patch'];
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
export async function missingRights(
  { kubectl, dist }: DeployContext,
  outside: Promise<readonly Unsettled[]>,
): Promise<string[]> {
  const open = await outside;
  const rights = [...rightsFor(dist), ...BESIDES];
  const answers = await areAllowed(kubectl, [
    ...rights.map((right) => inNamespace(right, dist.namespace)),
    ...open.map(({ object, state }) => rightOver(object, state)),
  ]);
  const denied = rights.filter((_, index) => !answers[index]);
  const beyond = open.filter((_, index) => !answers[rights.length + index]);
  return [
    ...denied.map((right) => `${denialText(right, dist.namespace)}: see docs/cluster-access.md`),
    ...beyond.map((entry) => forAdministrator(entry, dist)),
  ];
}

/** A namespace is in itself; everything else outside is in none. */
function rightOver({ kind, metadata: { name } }: KubernetesObject, state: Unsettled['state']): object {
  const where = kind === 'Namespace' ? { namespace: name } : {};
  const verb = { absent: 'create', unreadable: 'get', differing: 'patch' }[state];
  return { ...where, verb, group: '', resource: pluralOf(kind), name };
}

function forAdministrator({ object, state, differences }: Unsettled, { phases }: Dist): string {
  const name = nameOf(object);
  if (state === 'unreadable')
    return `the credential may not get ${pluralOf(object.kind)}, and so cannot see whether ${name} is there: apply docs/deployer.yaml again`;
  const path = Object.values(phases).find((phase) => phase?.objects.includes(object))?.path ?? '';
  const what = state === 'absent' ? 'there is none' : differences.join('; ');
  const may = `the credential may not ${state === 'absent' ? 'create' : 'change'} it`;
  return `${name}: ${what}; ${may}, so an administrator of the cluster runs: ${administratorsCommand(object, path)}`;
}

function rightsFor(dist: Dist): Right[] {
  const own = allObjects(dist).filter((object) => !isClusterScoped(object));
  const kinds = new Map(own.map((object) => [`${object.apiVersion} ${object.kind}`, object]));
  const pruned = new Set(PRUNED.flatMap((phase) => (dist.phases[phase]?.objects ?? []).map(({ kind }) => kind)));
  return [...kinds.values()].flatMap(({ apiVersion, kind }) => {
    const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
    const verbs = pruned.has(kind) ? [...VERBS, 'delete'] : VERBS;
    return verbs.map((verb) => ({ verb, group, resource: pluralOf(kind) }));
  });
}

/** The resource of a kind, as the API spells it. */
export function pluralOf(kind: string): string {
  const name = kind.toLowerCase();
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch)$/.test(name) ? `${name}es` : `${name}s`;
}
