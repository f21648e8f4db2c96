import { lstatSync, type Stats, statSync } from 'node:fs';

/** What stands at a path, a link itself if it is one; undefined where nothing does or nothing can be seen. */
export function entryAt(path: string): Stats | undefined {
  return attempt(() => lstatSync(path));
}

/** What stands at a path or behind the link there. */
export function targetAt(path: string): Stats | undefined {
  return attempt(() => statSync(path));
}

function attempt(stat: () => Stats): Stats | undefined {
  try {
    return stat();
  } catch {
    return undefined;
  }
}
