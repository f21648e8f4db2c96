import { inputsOf } from './component';
import { type Job, jobsOf, PIPELINES, resolvedPipeline } from './gitlab';
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

test('a schedule that looks at the backups', () => {
  const checked = siteRepository(include({ 'check-backups': true }));
  expect(names(jobsOf(checked, PIPELINES.schedule))).toEqual(['check-backups-live', 'check-backups-stage', 'synth']);
  expect(names(jobsOf(checked, PIPELINES.main))).toEqual(['build', 'deploy-live', 'secrets', 'synth', 'test']);
});

test('review apps and clean-up are there only if asked for', () => {
  expect(names(jobsOf(plain, PIPELINES.mergeRequest))).toEqual(['build', 'diff-live', 'secrets', 'synth', 'test']);
  expect(names(jobsOf(plain, PIPELINES.schedule))).toEqual([]);
});

test('a tag: none of these jobs, whatever else its pipeline has', () => {
  expect(names(jobsOf(repository, { CI_COMMIT_BRANCH: undefined, CI_COMMIT_TAG: 'v1.0.0' }))).toEqual([]);
});

describe('a branch with an open merge request', () => {
  const open = { ...PIPELINES.feature, CI_OPEN_MERGE_REQUESTS: 'team/shop!3' };
  const inBranches = siteRepository(include({ 'merge-requests': false }));

  test("has the merge request's pipeline alone", () => {
    expect(names(jobsOf(repository, open))).toEqual([]);
  });

  test('keeps its own if it is one that is deployed', () => {
    const deployed = { CI_OPEN_MERGE_REQUESTS: 'team/shop!3', CI_COMMIT_REF_PROTECTED: 'true' };
    expect(names(jobsOf(repository, deployed))).toContain('deploy-live');
  });

  test('has its own alone if the workflow makes none for merge requests, and the component is told so', () => {
    expect(names(jobsOf(inBranches, open))).toEqual(LOOKED_AT);
    expect(names(jobsOf(inBranches, PIPELINES.mergeRequest))).toEqual([]);
  });
});

describe('beside the jobs of somebody else', () => {
  const own = {
    workflow: { rules: [{ if: '$CI_COMMIT_BRANCH' }] },
    default: {
      image: 'php:8.3',
      services: ['mysql:8'],
      before_script: ['composer install'],
      after_script: ['rm --recursive vendor'],
      cache: { paths: ['vendor/'] },
      artifacts: { paths: ['build/'] },
      tags: ['ours'],
      timeout: '1m',
    },
    variables: { NODE_ENV: 'production' },
    test: { script: ['phpunit'] },
    'deploy-live': { stage: 'deploy', script: ['rsync'] },
  };
  const ours = (inputs = {}) => JSON.parse(include(inputs));
  const prefixed = ours({ 'job-prefix': 'site-', 'review-apps': true });
  prefixed.include[1].inputs['job-prefix'] = 'site-';
  const both = siteRepository(JSON.stringify({ ...prefixed, ...own }));

  test('each has a name of its own', () => {
    expect(names(jobsOf(both, PIPELINES.main))).toEqual([
      ...['deploy-live', 'site-build', 'site-deploy-live', 'site-secrets', 'site-synth', 'site-test', 'test'],
    ]);
    const { test: theirs, ...pipeline } = resolvedPipeline(both);
    expect(theirs.script).toEqual(['phpunit']);
    expect(pipeline['site-test'].script).toEqual(['npm test']);
    expect(pipeline['site-test'].before_script.join()).toContain('npm ci --include=dev '); // for all that NODE_ENV says
    expect(pipeline['site-deploy-live'].needs).toMatchObject([
      { job: 'site-test' },
      { job: 'site-secrets' },
      { job: 'site-synth' },
    ]);
    expect(pipeline['site-review'].environment.on_stop).toBe('site-stop-review');
  });

  test('a prefix makes no name hidden, and none that GitLab refuses', () => {
    const { regex = '' } = inputsOf('site.yml')['job-prefix'] ?? {};
    expect(inputsOf('environment.yml')['job-prefix']).toMatchObject({ regex, default: '' });
    expect(['', 'site-', 'k8s.', 'Shop_'].every((prefix) => new RegExp(regex).test(prefix))).toBe(true);
    expect(['.site', '"', 'a b', 'a:', '-a'].some((prefix) => new RegExp(regex).test(prefix))).toBe(false);
  });

  test("of the pipeline's default, ours take the runners and nothing else; its workflow stays", () => {
    const pipeline = resolvedPipeline(both);
    const alone = resolvedPipeline(siteRepository(JSON.stringify(prefixed)));
    expect(pipeline.workflow).toEqual(own.workflow);
    for (const name of ['site-test', 'site-build', 'site-synth', 'site-secrets', 'site-deploy-live', 'site-review']) {
      expect(pipeline[name]).toEqual({ ...alone[name], tags: ['ours'] });
    }
  });
});

test('a merge request from a fork: tested and built there, and nothing that wants a secret', () => {
  const fork = { ...PIPELINES.mergeRequest, CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '8' };
  expect(names(jobsOf(repository, fork))).toEqual(['build', 'test']);
});
