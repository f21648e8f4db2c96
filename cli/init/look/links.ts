import { readlinkSync } from 'node:fs';
import { isAbsolute, join, posix } from 'node:path';
import type { Entry } from './walk';

/** A link of the repository that leads to nothing in it. */
export interface StrayLink {
  readonly path: string;
  readonly target: string;
}

/** Links that are absolute or lead out of the repository: an image has nothing there. */
export function strayLinks(folder: string, entries: readonly Entry[]): StrayLink[] {
  return entries
    .filter(({ is }) => is === 'link')
    .flatMap(({ path }) => {
      const target = attempt(() => readlinkSync(join(folder, path)));
      if (target === undefined) return [];
      const leadsOut = isAbsolute(target) || posix.join(posix.dirname(path), target).startsWith('..');
      return leadsOut ? [{ path, target }] : [];
    });
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
