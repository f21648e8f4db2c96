import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** What git knows of a repository. */
export interface GitFacts {
  /** The project on gitlab.com, such as `group/project`. */
  readonly gitlabProject?: string;
  /** The default branch of the origin; where that is not known, `main` or `master`, or else the branch that is checked out. */
  readonly branch?: string;
  /** Where the folder is in a repository that is larger: the path from its root. */
  readonly prefix?: string;
  /** Whether such a repository has a pipeline. */
  readonly rootHasPipeline: boolean;
}

/** Asks git about the repository that the folder is in; a folder in none has no facts. */
export function gitFacts(folder: string): GitFacts {
  const root = rootOf(folder);
  if (root === undefined) return { rootHasPipeline: false };
  return {
    gitlabProject: gitlabProject(git(folder, 'remote', 'get-url', 'origin')),
    branch: defaultBranch(folder),
    rootHasPipeline: existsSync(join(root, '.gitlab-ci.yml')),
    prefix: relative(root, folder).split(sep).join('/') || undefined,
  };
}

/** The folder with .git, looked for without git, which takes longer to start than all else that init does. */
export function rootOf(folder: string): string | undefined {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return undefined;
  }
}

function defaultBranch(folder: string): string | undefined {
  const origin = git(folder, 'symbolic-ref', '--short', 'refs/remotes/origin/HEAD')?.replace('origin/', '');
  if (origin !== undefined) return origin;
  const refs = git(folder, 'for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/remotes')?.split('\n') ?? [];
  const branches = refs.map((ref) => ref.replace(/^refs\/(heads|remotes\/[^/]+)\//, ''));
  const usual = ['main', 'master'].find((name) => branches.includes(name));
  return usual ?? git(folder, 'symbolic-ref', '--short', 'HEAD');
}

/** The project in the address of a remote on gitlab.com: https, ssh, or the short form of ssh. */
export function gitlabProject(remote: string | undefined): string | undefined {
  const address = /^(?:https?:\/\/|ssh:\/\/)?(?:[^@/]*@)?(?:altssh\.)?gitlab\.com(?::\d+)?[:/]+(.+?)(?:\.git)?\/*$/;
  return address.exec(remote ?? '')?.[1];
}

/** Those of some files that git would leave out of a commit. */
export function ignoredBy(folder: string, files: readonly string[]): string[] {
  if (rootOf(folder) === undefined || files.length === 0) return [];
  return git(folder, 'check-ignore', '--', ...files)?.split('\n') ?? [];
}

function git(folder: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
  return (status === 0 && stdout.trim()) || undefined;
}
