import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../bed';
import { DATABASE } from '../database';
import type { Line } from '../pipeline';
import { allTried } from '../tried';
import { page } from './page';
import { picture } from './picture';
import { type Span, spansOf } from './spans';

interface FirstPush {
  /** The moments of the push and of the first page. */
  readonly pushed: number;
  readonly served: number;
  /** The pipeline's log. */
  readonly lines: readonly Line[];
  /** When the certificate was asked for, and when it was there. */
  readonly certificate: { readonly asked: number; readonly issued: number };
}

/**
 * Brings the page in docs/ up to date. A run of some steps, or one that failed, leaves it as it was.
 * @param expected how many things a whole run tries
 */
export function writeReport(folder: string, expected: number): void {
  const tried = allTried(folder);
  if (tried.length !== expected || tried.some(({ ok }) => !ok)) return;
  const read = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const first: FirstPush = read('first-push');
  const served = (first.served - first.pushed) / 1000;
  const machine = `${cpus().length} cores with a load of ${Math.round(loadavg()[2] ?? 0)}`;
  const prepared = process.env.RECIPE_ENDS === undefined ? undefined : read('prepared').seconds;
  const spans = [...spansOf(first.lines, first.pushed), certificateSpan(first)];
  writeFileSync(join(PROJECT, `docs/${DATABASE.page}.svg`), picture(spans, served));
  writeFileSync(join(PROJECT, `docs/${DATABASE.page}.md`), page({ tried, served, prepared, machine }));
}

/** What the first page waits for when the pods are there already. */
function certificateSpan({ pushed, certificate }: FirstPush): Span {
  const second = (at: number) => (at - pushed) / 1000;
  const part = 'certificate';
  return { job: part, part, from: second(certificate.asked), to: second(certificate.issued) };
}
