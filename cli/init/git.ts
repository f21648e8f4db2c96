import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What git knows of a repository. */
export interface GitFacts {
  /** The project on gitlab.com, such as `group/project`. */
  readonly gitlabProject?: string;
  /** The default branch of the origin; where that is not known, the branch that is checked out. */
  readonly branch?: string;
}

/** Asks git about the repository whose root the folder is; a folder that is none has no facts. */
export function gitFacts(folder: string): GitFacts {
  if (!existsSync(join(folder, '.git'))) return {};
  return {
    gitlabProject: gitlabProject(git(folder, 'remote', 'get-url', 'origin')),
    branch:
      git(folder, 'symbolic-ref', '--short', 'refs/remotes/origin/HEAD')?.replace('origin/', '') ??
      git(folder, 'symbolic-ref', '--short', 'HEAD'),
  };
}

/** The project in the address of a remote on gitlab.com: https, ssh, or the short form of ssh. */
export function gitlabProject(remote: string | undefined): string | undefined {
  const address = /^(?:https?:\/\/|ssh:\/\/)?(?:[^@/]*@)?(?:altssh\.)?gitlab\.com(?::\d+)?[:/]+(.+?)(?:\.git)?\/*$/;
  return address.exec(remote ?? '')?.[1];
}

/** Those of some files that git would leave out of a commit. */
export function ignoredBy(folder: string, files: readonly string[]): string[] {
  if (!existsSync(join(folder, '.git')) || files.length === 0) return [];
  return git(folder, 'check-ignore', '--', ...files)?.split('\n') ?? [];
}

function git(folder: string, ...args: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
  return (status === 0 && stdout.trim()) || undefined;
}
