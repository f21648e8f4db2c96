import { type Job, jobsOf, PIPELINES } from './gitlab';
import { include, siteRepository } from './repository';

const repository = siteRepository(include({ 'review-apps': true, 'clean-up': true }));
const plain = siteRepository(include());
const names = (jobs: readonly Job[]) => jobs.map(({ name }) => name).sort();

const LOOKED_AT = ['build', 'secrets', 'synth', 'test'];

test('a branch that is deployed: its environment and no other', () => {
  expect(names(jobsOf(repository, PIPELINES.main))).toEqual(['build', 'deploy-live', 'secrets', 'synth', 'test']);
});

test('another branch that is deployed', () => {
  expect(names(jobsOf(repository, { CI_COMMIT_BRANCH: 'develop' }))).toContain('deploy-stage');
  expect(names(jobsOf(repository, { CI_COMMIT_BRANCH: 'develop' }))).not.toContain('deploy-live');
});

test('any other branch: looked at, and not deployed', () => {
  expect(names(jobsOf(repository, PIPELINES.feature))).toEqual(LOOKED_AT);
});

test('a branch whose name begins like the one that is deployed', () => {
  expect(names(jobsOf(repository, { CI_COMMIT_BRANCH: 'main-2' }))).toEqual(LOOKED_AT);
});

test('a merge request: a review app, and what it changes where it goes', () => {
  const jobs = jobsOf(repository, PIPELINES.mergeRequest);
  expect(names(jobs)).toEqual(['build', 'diff-live', 'review', 'secrets', 'stop-review', 'synth', 'test']);
  expect(jobs.find(({ name }) => name === 'stop-review')?.when).toBe('manual');
});

test('a merge request to a branch that is deployed nowhere', () => {
  const jobs = jobsOf(repository, { ...PIPELINES.mergeRequest, CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'feature' });
  expect(names(jobs).filter((name) => name.startsWith('diff'))).toEqual([]);
});

test('a schedule: the clean-up, and nothing is built or deployed', () => {
  expect(names(jobsOf(repository, PIPELINES.schedule))).toEqual([
    'clean-up',
    'images-in-use-live',
    'images-in-use-stage',
    'synth',
  ]);
});

test('review apps and clean-up are there only if asked for', () => {
  expect(names(jobsOf(plain, PIPELINES.mergeRequest))).toEqual(['build', 'diff-live', 'secrets', 'synth', 'test']);
  expect(names(jobsOf(plain, PIPELINES.schedule))).toEqual([]);
});

test('a merge request from a fork: tested and built there, and nothing that wants a secret', () => {
  const fork = { ...PIPELINES.mergeRequest, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '8' };
  expect(names(jobsOf(repository, fork))).toEqual(['build', 'test']);
});
