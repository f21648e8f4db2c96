import type { Decisions } from '../decide/decide';
import type { Repository } from '../look/repository';
import { scaffold } from './scaffold';

/** What never belongs into an image. Docker's patterns begin at the root, git's anywhere. */
export function secretPatterns(): string[] {
  return neverInGit().map((line) => `**/${line}`);
}

/** What never belongs into git. */
export function neverInGit(): string[] {
  return scaffold('never-in-git').trim().split('\n');
}

/** The .dockerignore of a repository that has none. */
export function usualDockerignore(repository: Repository, decisions: Decisions): string {
  const { docroot, directory } = repository;
  const lines = [
    scaffold('dockerignore', { docroot, deployment: directory || 'dist\n__snapshots__\nsites' }).trim(),
    ...secretPatterns(),
    ...broughtByComposer(repository, decisions),
  ];
  return `${lines.join('\n')}\n`;
}

/** What Composer puts into the image by itself. */
export function broughtByComposer({ docroot }: Repository, { composer }: Decisions): string[] {
  if (composer === undefined) return [];
  const folders = ['core', 'modules/contrib', 'profiles/contrib', 'themes/contrib'].map((name) => `${docroot}/${name}`);
  return [composer.vendorDir, ...folders];
}
