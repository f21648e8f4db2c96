import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Outcome } from './compare';

/**
 * Writes all files or none: first into a folder beside them, then each is moved to its place. Whatever fails on the way,
 * a signal included, the folder is as it was before.
 */
export function writeAll(folder: string, outcomes: readonly Outcome[]): void {
  const changes = outcomes.filter((outcome) => outcome.content !== undefined);
  if (changes.length === 0) return;
  const undo: (() => void)[] = [];
  const ignore = () => {}; // A signal that came now would leave half a tree; it takes milliseconds.
  for (const signal of SIGNALS) process.on(signal, ignore);
  try {
    makeFolder(folder, undo);
    const staging = mkdtempSync(join(folder, '.cdk8s-drupal-init-'));
    undo.push(() => rmSync(staging, { recursive: true, force: true }));
    changes.forEach(({ content = '' }, index) => {
      writeFileSync(join(staging, `new-${index}`), content);
    });
    changes.forEach(({ path, status }, index) => {
      const target = join(folder, path);
      makeFolder(dirname(target), undo);
      if (status === 'merged') keepOld(target, join(staging, `new-${index}`), join(staging, `old-${index}`), undo);
      else if (existsSync(target)) throw new Error(`${path} has appeared meanwhile`);
      renameSync(join(staging, `new-${index}`), target);
      if (status !== 'merged') undo.push(() => unlinkSync(target));
    });
    rmSync(staging, { recursive: true, force: true });
  } catch (error) {
    for (const step of undo.reverse()) attempt(step);
    throw error;
  } finally {
    for (const signal of SIGNALS) process.removeListener(signal, ignore);
  }
}

/** One step that cannot be taken back is no reason to leave the others. */
function attempt(step: () => void): void {
  try {
    step();
  } catch (error) {
    console.error((error as Error).message);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The old file goes aside, and its mode to the new one. */
function keepOld(target: string, fresh: string, aside: string, undo: (() => void)[]): void {
  chmodSync(fresh, lstatSync(target).mode & 0o777);
  renameSync(target, aside);
  undo.push(() => renameSync(aside, target));
}

/** Makes a folder and those above it, each of which can be taken back. */
function makeFolder(path: string, undo: (() => void)[]): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path), undo);
  mkdirSync(path);
  undo.push(() => rmdirSync(path));
}
