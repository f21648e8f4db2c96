import { readCi } from '../../lib/site/ci';
import type { DeployContext } from './deploy-context';

/** Whether this is a pipeline of another branch than the environment's: there, synth makes manifests only to be looked at. */
export function branchProblems({ dist, variables }: Pick<DeployContext, 'dist' | 'variables'>): string[] {
  const { environment, branch } = dist.plan;
  const ours = readCi(variables).branch;
  if (branch === undefined || ours === undefined || ours === branch) return [];
  return [
    `the site file deploys ${environment} from the branch ${branch}, and this is a pipeline of ${ours} (CI_COMMIT_BRANCH): ` +
      'name the same branch in the site file and in .gitlab-ci.yml',
  ];
}
