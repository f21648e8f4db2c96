import ignore from '@balena/dockerignore';
import { copiedBy } from './docker-copies';

/** What a .dockerignore does to a Dockerfile. */
export interface ContextFaults {
  /** Files and folders that the Dockerfile copies and that are left out. */
  readonly lacking: readonly string[];
  /** What nobody wants in an image and is sent along. */
  readonly needless: readonly string[];
}

/** What is left out on purpose, wherever a Dockerfile copies it from. */
const UNWANTED = ['.git', '.env', 'node_modules', 'dist'];

/**
 * Compares what a Dockerfile copies with what a .dockerignore lets through, as Docker reads it.
 * @param written the Dockerfile that `init` writes: what it copies is missed where theirs copies the whole context
 * @param files all files below the context, those too that are about to be written
 * @param usual the .dockerignore that `init` writes: what it leaves out may be left out
 * @see https://docs.docker.com/build/concepts/context/#dockerignore-files
 */
export function contextFaults(
  dockerfile: string,
  written: string,
  dockerignore: string,
  usual: string,
  files: readonly string[],
): ContextFaults {
  const theirs = filterOf(dockerignore);
  const ours = filterOf(usual);
  const copied = copiedBy(dockerfile);
  const known = copiedBy(written).filter((source) => source !== '.');
  const wanted = copied.flatMap((source) => (source === '.' ? known : [source]));
  const needed = files.filter((file) => wanted.some((source) => isIn(file, source)) && ours(file));
  return {
    lacking: tops(needed, theirs),
    needless: UNWANTED.filter((path) => theirs(path)),
  };
}

/** Whether a path is let through. */
function filterOf(dockerignore: string): (path: string) => boolean {
  // Docker compares letters as they are.
  return ignore({ ignorecase: false }).add(dockerignore).createFilter();
}

function isIn(file: string, source: string): boolean {
  if (!/[*?[]/.test(source)) return file === source || file.startsWith(`${source}/`);
  const pattern = source
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*/g, '[^/]*')
    .replace(/\?/g, '[^/]');
  return new RegExp(`^${pattern}(/|$)`).test(file);
}

/** The outermost folders of which nothing is let through, and single files. */
function tops(needed: readonly string[], lets: (path: string) => boolean): string[] {
  const passing = new Set(needed.filter(lets).flatMap(foldersOf));
  const lacking = needed.filter((file) => !lets(file));
  const outermost = lacking.map((file) => foldersOf(file).find((folder) => !passing.has(folder)) ?? file);
  return [...new Set(outermost)];
}

/** The folders above a file, outermost first. */
function foldersOf(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
