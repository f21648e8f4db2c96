import type { Ci } from '../ci/ci';
import type { Problem } from '../problem';
import type { EnvironmentProps, SiteProps } from '../site/site';

/** What only a merge request's environment is called: no environment of a site file begins so. */
export const REVIEW = 'review';

/** As long as the number of a merge request gets, so that the names of every one fit. */
export const ANY_MERGE_REQUEST = '999999';

/** What GitLab numbers the merge requests of a project with. */
const NUMBER = /^[1-9][0-9]{0,8}$/;

/** The environment of the merge request whose pipeline this is; undefined outside one, or where the site wants none. */
export function reviewEnvironment(site: Partial<SiteProps>, ci: Ci): Record<string, EnvironmentProps> | undefined {
  if (!ci.isMergeRequest || !NUMBER.test(ci.mergeRequest ?? '')) return undefined;
  return reviewOf(site, ci.mergeRequest as string);
}

/**
 * The environment of the merge request of this number; undefined where the site wants none. The number alone tells two merge
 * requests apart: branches have one slug (`feature/login`, `feature-login`), or none.
 */
export function reviewOf(
  { name, review }: Partial<SiteProps>,
  mergeRequest: string,
): Record<string, EnvironmentProps> | undefined {
  if (name === undefined || review?.domain === undefined) return undefined;
  const { domain, ...settings } = review;
  return { [`${REVIEW}-${mergeRequest}`]: { ...settings, hosts: [`mr-${mergeRequest}.${domain}`] } };
}

/** The domain below which a host could be a merge request's; undefined if it could be none's. */
export function reviewDomain(host: string): string | undefined {
  return /^mr-[0-9]+\.(.+)$/.exec(host)?.[1];
}

/** The name of the site of which a namespace could be a merge request's; undefined if it could be none's. */
export function reviewedSite(namespace: string): string | undefined {
  return /^(.+)-review-[0-9]+$/.exec(namespace)?.[1];
}

/** A merge request whose number nobody knows has no environment, and must not be given another one. */
export function reviewProblems({ review }: Partial<SiteProps>, ci: Ci): Problem[] {
  if (review === undefined || !ci.isMergeRequest || NUMBER.test(ci.mergeRequest ?? '')) return [];
  return [
    {
      path: '$CI_MERGE_REQUEST_IID',
      value: ci.mergeRequest,
      message: `${ci.mergeRequest === undefined ? 'is not set' : 'is not the number of a merge request'}, and this is a pipeline of neither a branch nor a tag`,
      allowed: 'the number that GitLab gives the merge request in its project',
      fix: 'run this in a merge request pipeline, or set CI_COMMIT_BRANCH',
    },
  ];
}
