import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** `local-<git short sha>`, or `local` outside a git work tree. Read from git's files, since lib/ starts no processes. */
export function localTag(directory: string): string {
  const sha = headCommit(directory);
  return sha === undefined ? 'local' : `local-${sha.slice(0, 8)}`;
}

function headCommit(directory: string): string | undefined {
  const git = gitFolder(resolve(directory));
  if (git === undefined) return undefined;
  const head = readText(join(git, 'HEAD'));
  const ref = head?.startsWith('ref: ') ? head.slice('ref: '.length) : undefined;
  if (ref === undefined) return head;
  const common = resolve(git, readText(join(git, 'commondir')) ?? '.'); // a linked work tree keeps its refs in the main one
  return readText(join(common, ref)) ?? packedRef(common, ref);
}

function gitFolder(directory: string): string | undefined {
  const candidate = join(directory, '.git');
  if (existsSync(candidate)) {
    if (statSync(candidate).isDirectory()) return candidate;
    const link = readText(candidate)?.replace('gitdir: ', '');
    return link === undefined ? undefined : resolve(directory, link);
  }
  const parent = dirname(directory);
  return parent === directory ? undefined : gitFolder(parent);
}

function packedRef(git: string, ref: string): string | undefined {
  const line = readText(join(git, 'packed-refs'))
    ?.split('\n')
    .find((entry) => entry.endsWith(` ${ref}`));
  return line?.split(' ')[0];
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
