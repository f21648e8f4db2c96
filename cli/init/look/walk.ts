import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A file, folder or link somewhere below the repository. */
export interface Entry {
  /** Its path below the repository, with slashes. */
  readonly path: string;
  readonly is: 'file' | 'folder' | 'link';
}

/** What others wrote or a program made: none of it says anything about the site. */
const SKIPPED = /^(\.git|node_modules|vendor|core|contrib|libraries|files|private|\.ddev|\.lando)$/;
const DEPTH = 8;
const MOST = 50_000;

/** What is below a folder, without what Composer, npm and visitors bring; a folder's own files come before those below it. */
export function walk(folder: string): Entry[] {
  const entries: Entry[] = [];
  let level = [''];
  for (let depth = 0; depth < DEPTH && level.length > 0; depth += 1) {
    const below: string[] = [];
    for (const path of level) {
      for (const entry of list(join(folder, path))) {
        if (entries.length >= MOST) return entries;
        const at = path === '' ? entry.name : `${path}/${entry.name}`;
        const is = entry.isSymbolicLink() ? 'link' : entry.isDirectory() ? 'folder' : 'file';
        entries.push({ path: at, is });
        if (is === 'folder' && !SKIPPED.test(entry.name)) below.push(at);
      }
    }
    level = below;
  }
  return entries;
}

function list(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return []; // a folder that is not there, or that nobody may read
  }
}
