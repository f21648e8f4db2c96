import { LABEL } from '../../lib/contract/labels';
import { PROGRAM } from '../../lib/contract/program';
import { isRecordName } from '../../lib/contract/records';
import { nameOf } from '../../lib/kubernetes/manifest';
import { MEMBER } from '../apply/apply-sets';
import { claimsOfServer } from '../apply/claim-names';
import type { DeployContext } from '../context/deploy-context';
import { allObjects } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

const KINDS =
  'deployments,statefulsets,cronjobs,services,configmaps,ingresses,networkpolicies,horizontalpodautoscalers,poddisruptionbudgets';

/**
 * What was applied from manifests of the site by other means than a deploy, or is never pruned, and stands in none any more: a
 * deploy deletes only what is in its sets.
 */
export async function leftBehind({ kubectl, dist }: DeployContext): Promise<string[]> {
  const labels = `${LABEL.managedBy}=${PROGRAM},${LABEL.instance}=${dist.namespace},!${MEMBER}`;
  const { status, stdout } = await kubectl.run(['get', KINDS, '--selector', labels, '-o', 'json']);
  if (status !== 0) return []; // who may not list them all is not kept from the rest
  return strays(JSON.parse(stdout).items, allObjects(dist)).map((object) => strayText(object, dist.namespace));
}

/** What to do about one; of a server, where its data is afterwards. */
export function strayText(stray: KubernetesObject, namespace: string): string {
  const { kind, metadata } = stray;
  const claims = kind === 'StatefulSet' ? claimsOfServer(stray) : [];
  const kept = claims.length === 0 ? '' : `; its data stays in ${claims.join(', ')}, and no server reads it then`;
  return `${nameOf(stray)} is in none of these manifests, and no deploy deletes it: kubectl -n ${namespace} delete ${kind.toLowerCase()} ${metadata.name}${kept}`;
}

/** Those that no manifest has, and that belong to nothing else. What deploys write down for the next one is none of them. */
export function strays(found: readonly KubernetesObject[], wanted: readonly KubernetesObject[]): KubernetesObject[] {
  const names = new Set(wanted.map(nameOf));
  return found
    .filter(({ kind, metadata }) => kind !== 'ConfigMap' || !isRecordName(metadata.name))
    .filter((object) => !names.has(nameOf(object)) && (object.metadata.ownerReferences ?? []).length === 0);
}
