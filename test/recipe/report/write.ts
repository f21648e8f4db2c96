import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../bed';
import type { Line } from '../pipeline';
import { allTried } from '../tried';
import { page } from './page';
import { picture } from './picture';
import { spansOf } from './spans';

/**
 * Brings the page in docs/ up to date. A run of some steps, or one that failed, leaves it as it was.
 * @param expected how many things a whole run tries
 */
export function writeReport(folder: string, expected: number): void {
  const tried = allTried(folder);
  if (tried.length !== expected || tried.some(({ ok }) => !ok)) return;
  const read = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const first: { pushed: number; served: number; lines: readonly Line[] } = read('first-push');
  const served = (first.served - first.pushed) / 1000;
  const machine = `${cpus().length} cores with a load of ${Math.round(loadavg()[2] ?? 0)}`;
  const prepared = process.env.RECIPE_ENDS === undefined ? undefined : read('prepared').seconds;
  writeFileSync(join(PROJECT, 'docs/recipe.svg'), picture(spansOf(first.lines, first.pushed), served));
  writeFileSync(join(PROJECT, 'docs/recipe.md'), page({ tried, served, prepared, machine }));
}
