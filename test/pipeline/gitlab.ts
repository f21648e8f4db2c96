import { spawn, spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';

const GITLAB_CI_LOCAL = require.resolve('gitlab-ci-local');

/**
 * Programs that take the place of others: of the builder, which has no registry here; of npm, which need not install
 * what is installed; of those that need a cluster.
 */
export const STAND_INS = {
  builder: join(__dirname, 'stand-ins/builder'),
  installed: join(__dirname, 'stand-ins/installed'),
  cluster: join(__dirname, 'stand-ins/cluster'),
} as const;

/** The kinds of pipelines, by the variables that GitLab sets for each. */
export const PIPELINES = {
  main: {},
  feature: { CI_COMMIT_BRANCH: 'feature', CI_COMMIT_REF_NAME: 'feature', CI_COMMIT_REF_SLUG: 'feature' },
  mergeRequest: {
    CI_PIPELINE_SOURCE: 'merge_request_event',
    CI_COMMIT_BRANCH: undefined,
    CI_COMMIT_REF_SLUG: '', // of a branch without a single Latin letter or digit
    CI_MERGE_REQUEST_IID: '3',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    CI_MERGE_REQUEST_PROJECT_ID: '7',
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '7',
  },
  schedule: { CI_PIPELINE_SOURCE: 'schedule' },
} as const;

export type Variables = Readonly<Record<string, string | undefined>>;

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

/** How jobs are run. */
export interface Runner {
  /**
   * Whether the jobs that they need run before them.
   * @default true
   */
  readonly needs?: boolean;
  /**
   * The folder whose `.gitlab-ci-local/variables.yml` is what the project's settings hold.
   * @default - the repository
   */
  readonly home?: string;
  /**
   * Folders of programs that are found before the machine's.
   * @default - the stand-ins of the builder and of npm
   */
  readonly path?: readonly string[];
  /**
   * Further variables of the runner itself.
   * @default - none
   */
  readonly env?: Variables;
}

/** The jobs of a repository's pipeline. */
export function jobsOf(repository: string, variables: Variables = {}): Job[] {
  return (JSON.parse(ask(repository, ['--list-json', ...flags(variables)])) as Job[]).filter(
    ({ when }) => when !== 'never',
  );
}

/** A repository's pipeline with all includes, inputs and references resolved. */
// biome-ignore lint/suspicious/noExplicitAny: the schema says what is in it
export function resolvedPipeline(repository: string): Record<string, any> {
  return parse(ask(repository, ['--preview']));
}

/** Runs jobs, or the whole pipeline where none is named, with the machine's shell instead of their images. */
export function run(
  repository: string,
  jobs: readonly string[],
  variables: Variables = {},
  { needs = jobs.length > 0, ...runner }: Runner = {},
): Promise<Run> {
  const isolated = ['--force-shell-executor', '--shell-isolation', '--no-artifacts-to-source'];
  const all = [...isolated, ...(needs ? ['--needs'] : []), ...flags({ CI_PROJECT_DIR: '.', ...variables }), ...jobs];
  const { args, options } = invocation(repository, all, runner);
  return new Promise((resolve, reject) => {
    const child = spawn('node', args, options);
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, output }));
  });
}

function ask(repository: string, args: readonly string[]): string {
  const { args: all, options } = invocation(repository, args);
  return spawnSync('node', all, { ...options, encoding: 'utf8' }).stdout;
}

function invocation(
  cwd: string,
  args: readonly string[],
  { home = cwd, path = [STAND_INS.builder, STAND_INS.installed], env }: Runner = {},
) {
  const set = args.flatMap((arg, index) => (args[index - 1] === '--variable' ? [arg.replace(/=.*/s, '')] : []));
  const known = ['--no-color', '--home', home, '--ignore-predefined-vars', set.join(',')];
  return {
    args: [GITLAB_CI_LOCAL, ...known, ...args],
    options: { cwd, env: { HOME: home, PATH: [...path, process.env.PATH].join(delimiter), ...env } },
  };
}

function flags(variables: Variables): string[] {
  return Object.entries(variables).flatMap(([name, value]) =>
    value === undefined ? ['--unset-variable', name] : ['--variable', `${name}=${value}`],
  );
}
