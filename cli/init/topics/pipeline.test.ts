import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jobNames } from '../files/job-names';
import { PACKAGE } from '../files/scaffold';
import { init } from '../init';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
  mkdirSync(join(folder, 'web'));
  writeFileSync(join(folder, 'web/index.php'), '<?php\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What init says in a repository that has this pipeline. */
function said(pipeline: string): string {
  writeFileSync(join(folder, '.gitlab-ci.yml'), pipeline);
  return init(folder, {});
}

test('the names of our jobs come from the components', () => {
  expect(jobNames('live')).toEqual([
    ...['test', 'build', 'synth', 'secrets', 'review', 'stop-review', 'clean-up'],
    ...['deploy-live', 'diff-live', 'images-in-use-live', 'check-backups-live'],
  ]);
});

test('the documentation names each of them', () => {
  const text = readFileSync(join(PACKAGE, 'docs/gitlab.md'), 'utf8');
  const table = text.slice(text.indexOf('## In a pipeline that is there already'));
  for (const name of jobNames('ENVIRONMENT')) expect(table).toContain(`\`${name}\``);
});

test.each(jobNames('live'))('a job of the name %s leads to a prefix', (name) => {
  expect(said(`${name}: { script: [make] }\n.${name}x: {}\nlint: { script: [make] }\n`)).toMatch(
    new RegExp(`Jobs of yours are called ${name}, as ours are\\. So both includes take:\\n +job-prefix: site-`),
  );
});

test('a pipeline with names of its own needs none', () => {
  expect(said('lint: { script: [make lint] }\nvariables: { A: b }\ndefault: { image: php }\n')).not.toContain(
    'job-prefix',
  );
});

test('what stands in other files is not looked at, and the names are said', () => {
  expect(said('include: [{ local: /ci/php.yml }]\nlint: { script: !reference [.a, script] }\n')).toContain(
    'If a file that it includes has one of test, build, synth, secrets, review, stop-review, clean-up, deploy-live,',
  );
});

test.each([
  ['[{ if: $CI_COMMIT_BRANCH }]', true],
  ['[{ if: $CI_PIPELINE_SOURCE == "merge_request_event", when: never }, { if: $CI_COMMIT_TAG }]', true],
  ['[{ if: $CI_PIPELINE_SOURCE == "merge_request_event" }, { if: $CI_COMMIT_BRANCH }]', false],
  ['[{ if: $CI_COMMIT_TAG, when: never }, { when: always }]', false],
])('a workflow that makes no pipelines for merge requests is told to the component: %s', (rules, isTold) => {
  expect(said(`workflow: { rules: ${rules} }\nlint: { script: [make] }\n`).includes('merge-requests: false')).toBe(
    isTold,
  );
});

test.each([
  ['[lint, test]', 'Its list `stages` lacks build, deploy:'],
  ['[build, test, deploy]', undefined],
])('stages that are missing are named: %s', (stages, message) => {
  const text = said(`stages: ${stages}\nlint: { stage: test, script: [make] }\n`);
  expect(text.includes('stages')).toBe(message !== undefined);
  expect(text).toContain(message ?? '');
});

test('a pipeline that includes the components already is left in peace', () => {
  init(folder, {});
  const own = `include:
  - local: .gitlab/cdk8s-drupal/site.yml
  - local: .gitlab/cdk8s-drupal/environment.yml
    inputs: { name: live, branch: main }
  - local: .gitlab/cdk8s-drupal/environment.yml
    inputs: { name: stage, branch: develop }
`;
  rmSync(join(folder, 'Dockerfile'));
  const text = said(own);
  expect(text).toContain('.gitlab-ci.yml: includes the components');
  expect(text).not.toContain('Into .gitlab-ci.yml');
});

test('a pipeline that is no YAML is not judged', () => {
  expect(said('a: [')).toContain('It cannot be read here. See that it has none of these jobs: test, build,');
});
