import type { Outcome } from './disk/compare';
import { siteOf } from './files/site-file';
import { TOPICS } from './topics';
import { outcomeOf, type Situation, type Step } from './topics/topic';

const ORDER = ['created', 'merged', 'unchanged', 'left alone'] as const;
const WOULD: Readonly<Record<string, string>> = { created: 'to create', merged: 'to merge' };
const WIDTH = 100;

/** What was done and what comes next, on one screen. */
export function summary(situation: Situation): string {
  const { answers, options, repository, outcomes } = situation;
  const isDry = options.dryRun ?? false;
  const { name, profile, assumed } = answers;
  const site = outcomeOf(siteOf(name), situation);
  const changed = outcomes.some(({ content }) => content !== undefined);
  const steps = TOPICS.filter(({ always }) => changed || always || isDry).flatMap(
    (topic) => topic.steps?.(situation) ?? [],
  );
  const notes = TOPICS.flatMap((topic) => topic.notes?.(situation) ?? []);
  return [
    `${name}: profile ${profile}, Drupal in ${repository.docroot}/, in ${repository.folder}${isDry ? ' (dry run: nothing is written)' : ''}`,
    '',
    ...ORDER.flatMap((status) =>
      linesOf(
        isDry ? (WOULD[status] ?? status) : status,
        outcomes.filter((outcome) => outcome.status === status),
      ),
    ),
    ...(site?.status === 'created' && assumed.length > 0
      ? ['', 'Assumed:', ...assumed.map((line) => `  ${line}`)]
      : []),
    ...(notes.length > 0 ? ['', 'Seen:', ...notes.map((line) => `  ${line}`)] : []),
    '',
    ...(steps.length > 0 ? ['Next:', ...numbered(steps)] : ['Nothing was changed.']),
  ].join('\n');
}

/** Files of which nothing is to be said share lines. */
function linesOf(status: string, outcomes: readonly Outcome[]): string[] {
  const plain = outcomes.filter(({ note }) => note === undefined).map(({ path }) => path);
  const noted = outcomes.filter(({ note }) => note !== undefined).map(({ path, note }) => `${path}: ${note}`);
  const lines: string[] = [];
  for (const path of plain) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + path.length + 14 < WIDTH) lines[lines.length - 1] = `${last}, ${path}`;
    else lines.push(path);
  }
  return [...lines, ...noted].map((line, index) => `  ${(index === 0 ? status : '').padEnd(12)}${line}`);
}

function numbered(steps: readonly Step[]): string[] {
  return steps.flatMap(({ text, copy = [] }, index) => [
    `  ${index + 1}. ${text}`,
    ...copy.map((line) => `       ${line}`),
  ]);
}
