import { LABEL } from '../../lib/contract/labels';
import { PROGRAM } from '../../lib/contract/program';
import { nameOf } from '../../lib/kubernetes/manifest';
import type { ClusterState } from '../apply/cluster-state';
import type { DeployContext } from '../context/deploy-context';
import { Refusal } from '../context/refusal';
import type { Dist } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { disputes, reservedProblems } from '../namespace/dispute';
import { isOfSite, strangers } from '../namespace/inventory';
import { labelledSite, ownerOf } from '../namespace/owner';

/** Why a deploy must not go into a namespace: it is the cluster's, another site's or project's, or has other people's objects. */
export async function placeProblems(context: DeployContext, { namespace, owner }: ClusterState): Promise<string[]> {
  const { kubectl, dist, variables, takeOver } = context;
  const reserved = reservedProblems(dist.namespace);
  if (reserved.length > 0 || namespace === undefined) return reserved;
  if (owner !== undefined) return disputes(dist.namespace, owner, ownerOf(dist, variables), takeOver);
  const site = labelledSite(namespace);
  if (site === dist.site) return []; // an administrator made it for this site
  if (site !== undefined)
    return [
      `the namespace ${dist.namespace} was made for the site ${site}, and this is ${dist.site}: rename one of them`,
    ];
  const found = await strangers(kubectl, dist);
  if (found.length === 0) return [];
  const labels = [
    `${LABEL.instance}=${dist.namespace}`,
    `${LABEL.partOf}=${dist.site}`,
    `${LABEL.managedBy}=${PROGRAM}`,
  ].join(' ');
  return [
    `the namespace ${dist.namespace} is there already, was not made for this site and is in use, by ${listed(found)}: rename the site or the environment; if what is there belongs to this site, an administrator says so with kubectl label namespace ${dist.namespace} ${labels}`,
  ];
}

/** What a deploy would overwrite that is not this site's, although it has the same name. */
export function overwritten({ dist }: DeployContext, live: readonly KubernetesObject[]): string[] {
  const { namespace, site } = dist;
  return live
    .filter(({ kind }) => !EXEMPT.includes(kind))
    .filter((object) => !isOfSite(object, dist))
    .map((object) => {
      const where = object.metadata.namespace === undefined ? '' : ` --namespace ${object.metadata.namespace}`;
      return `${nameOf(object)} is there already and does not carry this site's labels: delete it, or name it otherwise; if it belongs to this site: kubectl${where} label ${nameOf(object)} --overwrite ${LABEL.instance}=${namespace} ${LABEL.partOf}=${site} ${LABEL.managedBy}=${PROGRAM}`;
    });
}

/** What may have been made before the site: its place, and what somebody has put there for it. */
const EXEMPT = ['Namespace', 'ServiceAccount', 'Secret'];

/**
 * What a command that changes or deletes must know before it begins: that a deploy of this site, environment and project has been
 * here.
 * @throws Refusal
 */
export function assertOurs({ dist, variables }: DeployContext, { namespace, owner }: ClusterState): void {
  const { environment } = dist.plan;
  const reasons = (() => {
    if (isReserved(dist.namespace)) return reservedProblems(dist.namespace);
    if (namespace === undefined) return [noNamespace(dist)];
    if (owner !== undefined) return disputes(dist.namespace, owner, ownerOf(dist, variables));
    return [
      `nothing in the namespace ${dist.namespace} says that ${environment} of ${dist.site} was ever deployed there: look at the context, or deploy first`,
    ];
  })();
  if (reasons.length > 0) throw new Refusal(`${dist.site} ${environment} is not here; nothing was changed`, reasons);
}

/** What to do where the namespace is not found. */
export function noNamespace({ namespace }: Pick<Dist, 'namespace'>): string {
  return `there is no namespace ${namespace}: look at the context, or deploy first`;
}

function isReserved(namespace: string): boolean {
  return reservedProblems(namespace).length > 0;
}

/** The first few of some names. */
export function listed(names: readonly string[]): string {
  const more = names.length - 5;
  return names.slice(0, 5).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
