import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process';
import { DEPLOY_TOKEN, JOB, SHOP, scene } from './scene';

const GITLAB_CI_LOCAL = require.resolve('gitlab-ci-local');
const RUNNER = join(__dirname, 'runner');

/** A line of a job's log, and when it came, in milliseconds since 1970. */
export interface Line {
  readonly at: number;
  readonly text: string;
}

export interface Pipeline {
  readonly status: number | null;
  readonly lines: readonly Line[];
  readonly output: string;
}

/** Numbers of pipelines in the project, as GitLab counts them. */
let iid = Math.floor(Date.now() / 1000);

/**
 * A push to the branch: the whole pipeline, by gitlab-ci-local in the place of GitLab and its runner. Jobs run with this
 * machine's shell, Node and kubectl instead of their images; the executor runs in its own. The jobs' credential is good for
 * as long as they run.
 */
export async function push(variables: Readonly<Record<string, string>> = {}): Promise<Pipeline> {
  const { bed, folder, repository } = scene();
  const home = join(folder, 'home');
  mkdirSync(home, { recursive: true });
  iid += 1;
  const all: Record<string, string> = {
    CI_PROJECT_DIR: '.',
    CI_REGISTRY: 'registry.testbed',
    CI_REGISTRY_IMAGE: SHOP.image,
    CI_REGISTRY_USER: JOB.user,
    CI_REGISTRY_PASSWORD: JOB.password,
    CI_JOB_TOKEN: JOB.password,
    CI_DEPLOY_USER: DEPLOY_TOKEN.user,
    CI_DEPLOY_PASSWORD: DEPLOY_TOKEN.password,
    CI_PIPELINE_IID: String(iid),
    KUBECONFIG_FILE: join(folder, 'deployer.kubeconfig'),
    GITLAB_USER_LOGIN: 'anna',
    ...variables,
  };
  const args = [
    ...['--no-color', '--home', home, '--ignore-predefined-vars', Object.keys(all).join(',')],
    ...['--force-shell-executor', '--shell-isolation', '--no-artifacts-to-source'],
    ...Object.entries(all).flatMap(([name, value]) => ['--variable', `${name}=${value}`]),
  ];
  await bed.addUser(JOB.user, JOB.password);
  const lines: Line[] = [];
  const { status } = await run('node', [GITLAB_CI_LOCAL, ...args], {
    cwd: repository,
    env: { HOME: home, PATH: `${RUNNER}:${bed.dir}:${process.env.PATH}`, RECIPE_BED: bed.dir },
    onLine: (text) => lines.push({ at: Date.now(), text }),
  });
  await bed.removeUser(JOB.user);
  return { status, lines, output: lines.map(({ text }) => text).join('\n') };
}
