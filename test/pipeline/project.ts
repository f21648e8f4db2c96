import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Run, type Runner, run, STAND_INS, type Variables } from './gitlab';

/** A variable of Settings > CI/CD > Variables. */
export interface Setting {
  readonly type?: 'file';
  /** Its values, by the environments that they are for. */
  readonly values: Readonly<Record<string, string>>;
}

/**
 * A project on GitLab.com, as far as one can be had offline: a repository with settings. What its pipeline includes comes from
 * a project of components beside it, to which git is told to go instead.
 */
export class Project {
  /** Where the site's repository is. */
  readonly repository: string;
  private readonly home: string;

  constructor(private readonly folder: string) {
    this.repository = join(folder, 'shop');
    this.home = join(folder, 'home');
    mkdirSync(this.repository);
    mkdirSync(join(this.home, '.gitlab-ci-local'), { recursive: true });
    this.git('init', '--quiet', '--initial-branch', 'main');
    this.git('remote', 'add', 'origin', 'git@gitlab.com:team/shop.git');
    writeFileSync(join(this.repository, '.git/info/exclude'), '.gitlab-ci-local/\n');
  }

  /** Publishes the components of the package in the archive, under its version. */
  publishComponents(archive: string): void {
    const sources = join(this.folder, 'components');
    const published = join(this.folder, 'gitlab/cdk8s-drupal/cdk8s-drupal.git');
    mkdirSync(sources);
    execFileSync('tar', [
      '-xzf',
      archive,
      '-C',
      sources,
      '--strip-components=1',
      'package/templates',
      'package/package.json',
    ]);
    const { version } = JSON.parse(readFileSync(join(sources, 'package.json'), 'utf8'));
    const git = (...args: string[]) => execFileSync('git', ['-C', sources, ...args], { stdio: 'pipe' });
    git('init', '--quiet', '--initial-branch', 'main');
    git('add', '--all');
    git(...AUTHOR, 'commit', '--quiet', '--message', 'The components');
    git('tag', version);
    git('clone', '--quiet', '--bare', sources, published);
    const instead = `[url "${this.folder}/gitlab/"]\n\tinsteadOf = ssh://git@gitlab.com:22/\n`;
    writeFileSync(join(this.home, '.gitconfig'), instead);
  }

  /** The variables of the project's settings. */
  set(settings: Readonly<Record<string, Setting>>): void {
    const file = join(this.home, '.gitlab-ci-local/variables.yml');
    writeFileSync(file, JSON.stringify({ project: { 'gitlab.com/team/shop.git': settings } }));
  }

  /** Runs a program of a developer's in the repository. */
  work(program: string, ...args: string[]): string {
    return execFileSync(program, args, { cwd: this.repository, encoding: 'utf8', stdio: 'pipe' });
  }

  /** Changes a file; a change of nothing is a mistake of the test. */
  edit(file: string, change: (text: string) => string): void {
    const path = join(this.repository, file);
    const before = readFileSync(path, 'utf8');
    const after = change(before);
    if (after === before) throw new Error(`the change of ${file} changes nothing`);
    writeFileSync(path, after);
  }

  /** Takes a file into the repository. */
  add(file: string): void {
    cpSync(file, join(this.repository, basename(file)));
  }

  git(...args: string[]): string {
    return this.work('git', ...args);
  }

  /** Commits everything and pushes it, as far as there is somewhere to push to. */
  push(message: string): string {
    this.git('add', '--all');
    this.git(...AUTHOR, 'commit', '--quiet', '--message', message);
    this.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    this.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
    return this.git('rev-parse', '--short=8', 'HEAD').trim();
  }

  /** The pipeline of the last commit, or some of its jobs. Packages are downloaded and installed only if that is asked for. */
  pipeline(
    variables: Variables,
    { jobs = [], download = false }: { jobs?: string[]; download?: boolean } = {},
  ): Promise<Run> {
    const path = download ? [STAND_INS.builder] : [STAND_INS.builder, STAND_INS.installed];
    const env = { NPM_CONFIG_USERCONFIG: npmSettings(), INSTALLED: this.repository };
    const runner: Runner = { home: this.home, path, env, needs: false };
    return run(this.repository, jobs, { ...GITLAB, ...variables }, runner);
  }

  /** What jobs have left: their `artifacts`, or their `output`. */
  left(what: string): { file: string; text: string }[] {
    const folder = join(this.repository, '.gitlab-ci-local', what);
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  }
}

const AUTHOR = ['-c', 'user.name=Anna', '-c', 'user.email=anna@example.com'];

/** What GitLab itself sets in each job, as far as the jobs read it. */
const GITLAB: Variables = {
  CI_PROJECT_ID: '7',
  CI_REGISTRY: 'registry.gitlab.com',
  CI_REGISTRY_IMAGE: 'registry.gitlab.com/team/shop',
  CI_REGISTRY_USER: 'gitlab-ci-token',
  GITLAB_CI: 'true',
  GITLAB_USER_LOGIN: 'anna',
};

/** Which registry npm asks is a matter of the machine. */
function npmSettings(): string {
  return execFileSync('npm', ['config', 'get', 'userconfig'], { encoding: 'utf8' }).trim();
}
