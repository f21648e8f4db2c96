import type { Answers, Options } from './answers';
import type { Outcome } from './compare';
import { includeStep, nextSteps, type Step, siteOf } from './next-steps';
import type { Repository } from './repository';

const ORDER = ['created', 'merged', 'unchanged', 'left alone'] as const;
const WIDTH = 100;

/** What was done and what comes next, on one screen. */
export function summary(
  answers: Answers,
  options: Options,
  repository: Repository,
  outcomes: readonly Outcome[],
): string {
  const { name, profile, assumed } = answers;
  const site = outcomes.find(({ path }) => path === siteOf(name));
  const changed = outcomes.some(({ content }) => content !== undefined);
  const steps = changed ? nextSteps(answers, options, repository, outcomes) : includeStep(repository, outcomes);
  return [
    `${name}: profile ${profile}, Drupal in ${repository.docroot}/, in ${repository.folder}`,
    '',
    ...ORDER.flatMap((status) =>
      linesOf(
        status,
        outcomes.filter((outcome) => outcome.status === status),
      ),
    ),
    ...(site?.status === 'created' && assumed.length > 0
      ? ['', 'Assumed:', ...assumed.map((line) => `  ${line}`)]
      : []),
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
  return steps.flatMap(([text, copy], index) => [
    `  ${index + 1}. ${text}`,
    ...(copy === undefined ? [] : [`       ${copy}`]),
  ]);
}
