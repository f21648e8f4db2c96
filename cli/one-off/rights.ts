import type { DeployContext } from '../context/deploy-context';
import { Refusal } from '../context/refusal';
import { areAllowed, denialText, inNamespace, type Right } from '../kubectl/access-review';

const right = (verb: string, resource: string, group = ''): Right => ({ verb, resource, group });

/** What it takes to see whose a namespace is, and who deploys. */
const LOOK = [right('get', 'namespaces'), right('get', 'configmaps'), right('get', 'leases', 'coordination.k8s.io')];
/** What it takes to make a pod for a command, and to see what becomes of it. */
const DETACHED = [
  ...LOOK,
  right('list', 'deployments', 'apps'),
  right('list', 'cronjobs', 'batch'),
  right('list', 'jobs', 'batch'),
  right('create', 'jobs', 'batch'),
  right('delete', 'jobs', 'batch'),
  right('list', 'pods'),
  right('get', 'pods/log'),
];
/** kubectl connects by a request that counts as `get`, and where that is not known by one that counts as `create`. */
const SESSION = [
  ...DETACHED,
  ...['attach', 'exec'].flatMap((way) => ['get', 'create'].map((verb) => right(verb, `pods/${way}`))),
];

/** What the credential may not do is told before anything is made. @throws Refusal */
export async function assertRights(
  { kubectl, dist }: Pick<DeployContext, 'kubectl' | 'dist'>,
  { detached }: { readonly detached: boolean },
): Promise<void> {
  const rights = detached ? DETACHED : SESSION;
  const { namespace } = dist;
  const allowed = await areAllowed(
    kubectl,
    rights.map((one) => inNamespace(one, namespace)),
  );
  const denied = rights.filter((_, index) => !allowed[index]);
  if (denied.length === 0) return;
  throw new Refusal(`cannot start a pod in ${namespace}; nothing was started`, [
    ...denied.map((one) => denialText(one, namespace)),
    'these are the rights of docs/shell.yaml, which a deploy has not: see "A shell" in docs/cluster-access.md',
  ]);
}
