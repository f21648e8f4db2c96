import { readCi } from '../../lib/ci/ci';
import { REVIEW } from '../../lib/resolve/review';
import type { DeployContext } from '../context/deploy-context';

/** Whether this is a pipeline of another branch than the environment's: there, synth makes manifests only to be looked at. */
export function branchProblems({ dist, variables }: Pick<DeployContext, 'dist' | 'variables'>): string[] {
  const { environment, branch, isReview } = dist.plan;
  const { branch: ours, isMergeRequest, mergeRequest } = readCi(variables);
  if (isMergeRequest && !isReview && branch !== undefined) {
    return [
      `the site file deploys ${environment} from the branch ${branch}, and this is the pipeline of a merge request: deploy its review app`,
    ];
  }
  if (isReview && mergeRequest !== undefined && environment !== `${REVIEW}-${mergeRequest}`)
    return [`${environment} is not the review app of merge request ${mergeRequest} (CI_MERGE_REQUEST_IID)`];
  if (branch === undefined || ours === undefined || ours === branch) return [];
  return [
    `the site file deploys ${environment} from the branch ${branch}, and this is a pipeline of ${ours} (CI_COMMIT_BRANCH): ` +
      'name the same branch in the site file and in .gitlab-ci.yml',
  ];
}
