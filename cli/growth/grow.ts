import { nameOf } from '../../lib/kubernetes/manifest';
import { type DeployContext, waiting } from '../context/deploy-context';
import { FIELD_MANAGER } from '../kubectl/kubectl';
import type { Answer } from '../kubectl/kubectl-error';
import { itemsOf, type KubernetesObject } from '../kubectl/kubernetes-object';
import { withFile } from '../kubectl/with-file';
import { sizeOf, withSizes } from './fitted';
import type { ClaimGrowth, ServerGrowth } from './growth';

const DRY = '--dry-run=server';

/** Has the server say what it thinks of a claim's other size, and nothing changed. */
export function tryClaim(context: Pick<DeployContext, 'kubectl'>, growth: ClaimGrowth): Promise<Answer> {
  return context.kubectl.run(['patch', ...patchOf(growth), DRY]);
}

/** Has the server say whether a StatefulSet may be taken away from its pods, and nothing changed. */
export function tryServer({ kubectl }: Pick<DeployContext, 'kubectl'>, { live }: ServerGrowth): Promise<Answer> {
  return kubectl.run(['delete', nameOf(live), '--cascade=orphan', DRY]);
}

/** Makes claims ask for another size. */
export async function growClaims({ kubectl, progress }: DeployContext, claims: readonly ClaimGrowth[]): Promise<void> {
  for (const growth of claims) {
    await kubectl.ok(['patch', ...patchOf(growth)]);
    progress.note(`${nameOf(growth.claim)} asks for ${growth.to} instead of ${sizeOf(growth.claim)}`);
  }
}

/** The arguments of `kubectl patch` that give a claim its size. */
function patchOf({ claim, to }: ClaimGrowth): string[] {
  const patch = JSON.stringify({ spec: { resources: { requests: { storage: to } } } });
  return [
    'persistentvolumeclaim',
    claim.metadata.name,
    '--type=merge',
    `--field-manager=${FIELD_MANAGER}`,
    '--patch',
    patch,
  ];
}

/**
 * Takes StatefulSets away from their pods and makes them again as they were, with the new sizes. The pods run on and are found by
 * their labels. Where the second half fails, the apply of the manifests makes them.
 */
export async function remakeServers(context: DeployContext, servers: readonly ServerGrowth[]): Promise<void> {
  const { kubectl, progress } = context;
  for (const { wanted } of servers) {
    const name = nameOf(wanted);
    const text = await kubectl.ok(['get', name, '--ignore-not-found', '--show-managed-fields', '-o', 'json']);
    await kubectl.ok(['delete', name, '--cascade=orphan', '--ignore-not-found', ...waiting(context)]);
    for (const live of itemsOf(text)) {
      const { status } = await kubectl.run(['create', '-f', '-'], { input: JSON.stringify(remade(live, wanted)) });
      if (status !== 0) continue;
      progress.note(`${name} is made again, and its pods run on`);
      await giveBack(context, live);
    }
  }
}

/** Whoever creates an object owns all of its fields, and what leaves the manifests would stay: the owners are those that they were. */
async function giveBack({ kubectl }: DeployContext, live: KubernetesObject): Promise<void> {
  const owners = (live.metadata.managedFields ?? []).filter(({ subresource }) => subresource === undefined);
  const patch = JSON.stringify([{ op: 'replace', path: '/metadata/managedFields', value: owners }]);
  await withFile(patch, (file) => kubectl.run(['patch', nameOf(live), '--type=json', `--patch-file=${file}`]));
}

/**
 * A StatefulSet as it is, with what others have set on it, and the sizes of another: so that its pods are what it says, which those
 * of the manifests alone need not be.
 */
export function remade(live: KubernetesObject, wanted: KubernetesObject): object {
  const { apiVersion, kind, metadata, spec } = withSizes(live, wanted);
  const { name, namespace, labels, annotations } = metadata;
  return { apiVersion, kind, metadata: { name, namespace, labels, annotations }, spec };
}
