import type { Ci } from '../ci/ci';
import { pathTo } from '../formats/shape';
import type { EnvironmentProps, SiteProps } from '../site/site';
import { ANY_MERGE_REQUEST, reviewEnvironment, reviewOf } from './review';

/** An environment as it is written. All are checked, so that no merge is the first to know of a problem. */
export interface Candidate {
  /** Its name. */
  readonly name: string;
  /** Where it stands: `environments.live`, `review`. */
  readonly path: string;
  /** What it says of its own. */
  readonly own: Partial<EnvironmentProps>;
  /** Whether it is a merge request's. */
  readonly isReview: boolean;
  /** Whether this pipeline makes its manifests. */
  readonly isMade: boolean;
}

/** A site's environments and its review app's: in the pipeline of a merge request, that one alone is made. */
export function candidates(site: Partial<SiteProps>, ci: Ci): Candidate[] {
  const review = reviewEnvironment(site, ci);
  const made = review === undefined ? chosenEnvironments(site, ci) : [];
  return [
    ...Object.entries(site.environments ?? {}).map(([name, own]) => ({
      name,
      path: pathTo('environments', name),
      own,
      isReview: false,
      isMade: made.includes(name),
    })),
    ...Object.entries(review ?? reviewOf(site, ANY_MERGE_REQUEST) ?? {}).map(([name, own]) => ({
      name,
      path: 'review',
      own,
      isReview: true,
      isMade: review !== undefined,
    })),
  ];
}

/** The environments of CI's branch and those that name none; all of them where that would be none. */
function chosenEnvironments({ environments = {} }: Partial<SiteProps>, { branch }: Ci): string[] {
  const names = Object.keys(environments);
  const ofBranch = names.filter(
    (name) => branch !== undefined && [branch, undefined].includes(environments[name]?.branch),
  );
  return ofBranch.length > 0 ? ofBranch : names;
}
