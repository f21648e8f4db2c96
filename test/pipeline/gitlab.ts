import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';

const GITLAB_CI_LOCAL = require.resolve('gitlab-ci-local');

/** Programs that take the place of ones which need an image or a registry; `cluster/` has those which need a cluster. */
export const STAND_INS = join(__dirname, 'stand-ins');

/** The kinds of pipelines, by the variables that GitLab sets for each. */
export const PIPELINES = {
  main: {},
  feature: { CI_COMMIT_BRANCH: 'feature', CI_COMMIT_REF_NAME: 'feature', CI_COMMIT_REF_SLUG: 'feature' },
  mergeRequest: {
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_COMMIT_BRANCH: undefined,
    CI_COMMIT_REF_SLUG: 'new-cart',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
  },
  schedule: { CI_PIPELINE_SOURCE: 'schedule' },
} as const;

type Variables = Readonly<Record<string, string | undefined>>;

export interface Job {
  readonly name: string;
  readonly stage: string;
  readonly when: string;
}

/** What ran, and what it said. */
export interface Run {
  readonly status: number | null;
  readonly output: string;
}

/** The jobs of a repository's pipeline. */
export function jobsOf(repository: string, variables: Variables = {}): Job[] {
  const { stdout } = gitlab(repository, ['--list-json', ...flags(variables)]);
  return (JSON.parse(stdout) as Job[]).filter(({ when }) => when !== 'never');
}

/** A repository's pipeline with all includes, inputs and references resolved. */
// biome-ignore lint/suspicious/noExplicitAny: the schema says what is in it
export function resolvedPipeline(repository: string): Record<string, any> {
  return parse(gitlab(repository, ['--preview']).stdout);
}

/** Runs these jobs and those that they need, with the machine's shell instead of their images. */
export function run(repository: string, jobs: readonly string[], variables: Variables = {}, env: Variables = {}): Run {
  const isolated = ['--force-shell-executor', '--shell-isolation', '--no-artifacts-to-source', '--needs'];
  const args = [...isolated, ...flags({ CI_PROJECT_DIR: '.', ...variables }), ...jobs];
  const { status, stdout, stderr } = gitlab(repository, args, env);
  return { status, output: stdout + stderr };
}

function flags(variables: Variables): string[] {
  return Object.entries(variables).flatMap(([name, value]) =>
    value === undefined ? ['--unset-variable', name] : ['--variable', `${name}=${value}`],
  );
}

function gitlab(cwd: string, args: readonly string[], env: Variables = {}) {
  const ignored =
    'CI_PROJECT_DIR,CI_PIPELINE_SOURCE,CI_COMMIT_BRANCH,CI_COMMIT_REF_NAME,CI_COMMIT_REF_SLUG,CI_REGISTRY';
  return spawnSync(
    'node',
    [GITLAB_CI_LOCAL, '--no-color', '--home', cwd, '--ignore-predefined-vars', ignored, ...args],
    {
      cwd,
      encoding: 'utf8',
      env: { HOME: cwd, PATH: [STAND_INS, process.env.PATH].join(delimiter), ...env },
    },
  );
}
