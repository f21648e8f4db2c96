import type { Dist } from '../dist';
import { branchProblems } from './branch';

const dist = (branch?: string) => ({ plan: { environment: 'live', branch } }) as Dist;

test.each([
  ["the environment's own branch", 'main', { CI_COMMIT_BRANCH: 'main' }],
  ['any branch, if the environment names none', undefined, { CI_COMMIT_BRANCH: 'topic' }],
  ["a person's own machine", 'main', {}],
  ['a variable that is set and empty', 'main', { CI_COMMIT_BRANCH: '' }],
])('deploys from %s', (_, branch, variables) => {
  expect(branchProblems({ dist: dist(branch), variables })).toEqual([]);
});

test('names both branches where they differ, and what to do', () => {
  const problems = branchProblems({ dist: dist('main'), variables: { CI_COMMIT_BRANCH: 'main-2' } });
  expect(problems).toEqual([
    'the site file deploys live from the branch main, and this is a pipeline of main-2 (CI_COMMIT_BRANCH): ' +
      'name the same branch in the site file and in .gitlab-ci.yml',
  ]);
});

test('a merge request deploys its own review app, and no environment of a branch', () => {
  const review = (number: number) => ({ plan: { environment: `review-${number}`, isReview: true } }) as unknown as Dist;
  const variables = { CI_MERGE_REQUEST_IID: '42' };
  expect(branchProblems({ dist: review(42), variables })).toEqual([]);
  expect(branchProblems({ dist: review(43), variables })).toHaveLength(1);
  expect(branchProblems({ dist: dist('main'), variables })).toHaveLength(1);
});
