import { isReservedNamespace, UNRESERVED } from '../../lib/resolve/reserved-namespaces';
import { type Owner, projectName } from './owner';

/** Why nothing may happen in a namespace by its name alone. */
export function reservedProblems(namespace: string): string[] {
  if (!isReservedNamespace(namespace)) return [];
  return [
    `the namespace ${namespace} is reserved: name the site or the environment otherwise; allowed is ${UNRESERVED}`,
  ];
}

/**
 * Why a namespace is not whoever's deploys. A project is compared where both are known; the user may have typed out from which one
 * the namespace is taken over.
 */
export function disputes(namespace: string, owner: Owner, ours: Owner, takeOver: readonly string[] = []): string[] {
  if (owner.site !== ours.site || owner.environment !== ours.environment) {
    return [
      `the namespace ${namespace} belongs to the environment ${owner.environment} of the site ${owner.site}, and this is ${ours.environment} of ${ours.site}: rename the site or the environment`,
    ];
  }
  if (owner.isReview !== ours.isReview) {
    const what = (isReview: boolean) => (isReview ? 'the review app of a merge request' : 'a permanent environment');
    return [
      `the namespace ${namespace} belongs to ${what(owner.isReview)}, and this is ${what(ours.isReview)}: rename the environment`,
    ];
  }
  if (!isAnotherProject(owner, ours) || isTakenOver(owner, takeOver)) return [];
  return [
    `the namespace ${namespace} belongs to ${projectName(owner)}, and this is ${projectName(ours)}: rename the site; if this project is to have it from now on, deploy with --take-over ${owner.project}`,
  ];
}

/** Whether the user has typed out that the namespace is taken over from its owner. */
export function isTakenOver({ project, path }: Owner, takeOver: readonly string[] = []): boolean {
  return [project, path].some((name) => name !== undefined && takeOver.includes(name));
}

function isAnotherProject({ project: theirs }: Owner, { project: ours }: Owner): boolean {
  return theirs !== undefined && ours !== undefined && theirs !== ours;
}
