import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from './scene';

/** One thing that was tried. */
export interface Tried {
  /** The step: `1. From a push to a served site`. */
  readonly step: string;
  readonly what: string;
  /** In words; the reason if it failed. */
  readonly seen: string;
  readonly ok: boolean;
  readonly seconds: number;
}

let step = '';
let failed: string | undefined;
let number = 0;

/** A numbered step of the recipe. Each stands on what the ones before it have left. */
export function recipeStep(title: string, tries: () => void): void {
  step = title;
  describe(title, tries);
}

/** A test whose work says in words what was seen; the words and the time go into the report. */
export function tried(what: string, work: () => Promise<string>): void {
  const where = step;
  number += 1;
  test(what, async () => {
    if (failed !== undefined) throw new Error(`not tried, since this failed before: ${failed}`);
    const started = Date.now();
    const note = (ok: boolean, seen: string) => {
      const line: Tried = { step: where, what, seen, ok, seconds: (Date.now() - started) / 1000 };
      appendFileSync(fileIn(scene().folder), `${JSON.stringify(line)}\n`);
    };
    try {
      note(true, await work());
    } catch (error) {
      failed = what;
      note(false, String(error));
      throw error;
    }
  });
}

/** How many things a whole run tries. */
export function numberOfTries(): number {
  return number;
}

/** What was tried in a run; a later try of the same takes the place of an earlier one. */
export function allTried(folder: string): Tried[] {
  if (!existsSync(fileIn(folder))) return [];
  const lines = readFileSync(fileIn(folder), 'utf8').trim().split('\n');
  const all = lines.map((line): Tried => JSON.parse(line));
  return [...new Map(all.map((one) => [`${one.step} ${one.what}`, one])).values()];
}

function fileIn(folder: string): string {
  return join(folder, 'tried.jsonl');
}
