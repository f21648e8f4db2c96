import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { count, linesOf, type Problem } from '../../lib/problem';
import { answer, type Options } from './answers';
import { answerProblems } from './check-answers';
import { compare, type Outcome } from './compare';
import { plan, wantsSite } from './plan';
import { lookAt, type Repository } from './repository';
import { sourceProblems } from './source-problems';
import { summary } from './summary';
import { writeAll } from './write-all';

/** Why nothing was written, for a person. */
export class NothingWritten extends Error {}

/**
 * Writes what a site repository needs into a folder that is empty or holds a Drupal site, and changes nothing that is there.
 *
 * @returns what was done and what comes next
 * @throws NothingWritten with all problems at once; the folder is as it was
 */
export function init(directory: string, options: Options): string {
  const folder = real(resolve(directory));
  const { repository, problems } = lookAt(folder);
  const answers = answer(options, repository);
  problems.push(...answerProblems(answers), ...sourceProblems(options));
  if (problems.length > 0) throw refusal(folder, problems);
  const { outcomes, problems: obstacles } = compare(folder, plan(answers, options, repository));
  if (obstacles.length > 0) throw refusal(folder, obstacles);
  try {
    writeAll(folder, outcomes);
  } catch (error) {
    throw refusal(folder, [
      {
        path: 'writing',
        message: `failed: ${(error as Error).message}`,
        allowed: 'a folder that can be written',
        todo: 'make room or give the right to write, and try again',
      },
    ]);
  }
  return summary(answers, options, repository, [...unusedOptions(options, repository), ...outcomes]);
}

/** Options that only a new site file would hold. */
function unusedOptions(options: Options, repository: Repository): Outcome[] {
  const unused = (['image', 'host'] as const).filter((option) => options[option] !== undefined);
  if (unused.length === 0 || wantsSite(options, repository)) return [];
  const note = `is the site already, so --${unused.join(' and --')} had no use; --name adds another`;
  return [{ path: repository.sites.map((file) => `sites/${file}`).join(', '), status: 'left alone', note }];
}

function refusal(folder: string, problems: readonly Problem[]): NothingWritten {
  return new NothingWritten(
    [folder, ...problems.flatMap(linesOf), '', `${count(problems.length)}, so nothing was written.`].join('\n'),
  );
}

/** The folder behind a link; one that is not there yet is what it is called. */
function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
