import { accessSync, constants, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Problem } from '../../../lib/problem';
import type { PlannedFile } from '../files/planned-file';
import { entryAt, targetAt } from '../look/entry';
import { plainText } from './line-ends';

/** What becomes of a planned file. */
export interface Outcome {
  readonly path: string;
  readonly status: 'created' | 'merged' | 'unchanged' | 'left alone';
  /** What is to be written; undefined where nothing is. */
  readonly content?: string;
  /** What was added, what was left and why. */
  readonly note?: string;
}

/** Compares the plan with the folder, which is not changed: what is to be written, and all that is in the way. */
export function compare(folder: string, plan: readonly PlannedFile[]): { outcomes: Outcome[]; problems: Problem[] } {
  const problems = plan.flatMap(({ path }) => obstacles(folder, path));
  const distinct = [...new Map(problems.map((problem) => [problem.path, problem])).values()];
  return { outcomes: distinct.length > 0 ? [] : plan.map((file) => outcome(folder, file)), problems: distinct };
}

function outcome(folder: string, { path, content, merge, suffices }: PlannedFile): Outcome {
  const target = join(folder, path);
  const found = entryAt(target);
  if (found === undefined) return { path, status: 'created', content };
  const { text: existing, restore } = plainText(readFileSync(target, 'utf8'));
  if (existing === content) return { path, status: 'unchanged' };
  if (merge === undefined) return { path, status: 'left alone', note: suffices?.(existing) ?? 'differs' };
  const { content: merged, added, kept } = merge(existing);
  const note = kept.length === 0 ? undefined : `keeps ${kept.join(', ')}`;
  if (added.length === 0) return { path, status: kept.length === 0 ? 'unchanged' : 'left alone', note };
  // To move a file over a link would take the link away.
  if (found.isSymbolicLink()) return { path, status: 'left alone', note: `is a link; lacks ${added.join(', ')}` };
  return {
    path,
    status: 'merged',
    content: restore(merged),
    note: [`adds ${added.join(', ')}`, note].filter(Boolean).join('; '),
  };
}

/** What keeps a file from being read or written: something else in its place, or above it. */
function obstacles(folder: string, path: string): Problem[] {
  const parts = path.split('/');
  const above = ['.', ...parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'))];
  for (const name of above) {
    const place = join(folder, name);
    const found = entryAt(place);
    if (found === undefined) return missingIn(folder, dirname(name));
    if (found.isSymbolicLink() && !leadsInside(folder, place))
      return [inTheWay(name, 'is a link that leads out of the repository, or nowhere', 'take the link away')];
    if (!targetAt(place)?.isDirectory()) return [inTheWay(name, 'is not a folder', 'move it away')];
  }
  const target = join(folder, path);
  const found = entryAt(target);
  if (found === undefined) return missingIn(folder, above.at(-1) ?? '.');
  if (found.isSymbolicLink() && targetAt(target) === undefined)
    return [inTheWay(path, 'is a link that leads nowhere', 'take the link away')];
  if (!targetAt(target)?.isFile()) return [inTheWay(path, 'is not a file', 'move it away')];
  return may(target, constants.R_OK) ? [] : [inTheWay(path, 'cannot be read', `chmod u+r ${path}`)];
}

/** A new entry needs a folder that can be written: the nearest one that is there. */
function missingIn(folder: string, name: string): Problem[] {
  let place = join(folder, name);
  while (entryAt(place) === undefined) place = dirname(place);
  const shown = relative(folder, place) || '.';
  if (!targetAt(place)?.isDirectory()) return [inTheWay(shown, 'is not a folder', 'move it away')];
  if (may(place, constants.W_OK | constants.X_OK)) return [];
  return [inTheWay(shown, 'is a folder that cannot be written', `chmod u+w ${shown}`)];
}

function inTheWay(path: string, message: string, fix: string): Problem {
  return {
    path: path === '.' ? 'the folder' : path,
    message,
    allowed: 'a file or folder that can be read and written',
    fix,
  };
}

function may(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

function leadsInside(folder: string, place: string): boolean {
  try {
    return `${realpathSync(place)}${sep}`.startsWith(`${realpathSync(folder)}${sep}`);
  } catch {
    return false;
  }
}
