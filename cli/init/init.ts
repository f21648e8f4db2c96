import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { count, linesOf, type Problem } from '../../lib/problem';
import { answer, type Options } from './answers';
import { decide } from './decide/decide';
import { compare, type Outcome } from './disk/compare';
import { writeAll } from './disk/write-all';
import { plan } from './files/plan';
import { below, repositoryAt } from './look/deployment';
import { lookAt } from './look/look-at';
import { siteAbove } from './look/site-above';
import { summary } from './summary';
import { TOPICS } from './topics';
import type { Before } from './topics/topic';

/** Why nothing was written, for a person. */
export class NothingWritten extends Error {}

/**
 * Writes what a site repository needs into a folder that is empty or holds a Drupal site, and changes nothing that is there:
 * looks at the repository, decides, plans the files, compares them with those that are there, writes, and tells.
 *
 * @returns what was done, or would be, and what comes next
 * @throws NothingWritten with all problems at once; the folder is as it was
 */
export function init(directory: string, options: Options): string {
  const folder = repositoryAt(real(resolve(directory)));
  const above = siteAbove(folder);
  if (above !== undefined) throw refusal(folder, [misplaced(above)]);
  const { repository, problems } = lookAt(folder, options.directory);
  const answers = answer(options, repository);
  const decisions = decide(options, answers.profile, repository);
  const before: Before = { options, answers, repository, decisions };
  problems.push(...TOPICS.flatMap((topic) => topic.refusals?.(before) ?? []));
  if (problems.length > 0) throw refusal(folder, problems);
  const { outcomes, problems: obstacles } = compare(folder, plan(answers, options, repository, decisions));
  if (obstacles.length > 0) throw refusal(folder, obstacles);
  try {
    if (!options.dryRun) writeAll(folder, outcomes);
  } catch (error) {
    throw refusal(folder, [
      {
        path: 'writing',
        message: `failed: ${(error as Error).message}`,
        allowed: 'a folder that can be written',
        fix: 'make room or give the right to write, and try again',
      },
    ]);
  }
  return summary({ ...before, outcomes: [...unusedOptions(before), ...outcomes] });
}

/** Options that only a new site file would hold. */
function unusedOptions({ options, repository, decisions }: Before): Outcome[] {
  const unused = (['image', 'host'] as const).filter((option) => options[option] !== undefined);
  if (unused.length === 0 || decisions.wantsSite) return [];
  const note = `is the site already, so --${unused.join(' and --')} had no use; --name adds another`;
  const sites = repository.sites.map((file) => below(repository.directory, `sites/${file}`));
  return [{ path: sites.join(', '), status: 'left alone', note }];
}

/** A site in a part of another: its pipeline would be at no root, and its image without the code. */
function misplaced(above: string): Problem {
  return {
    path: 'the folder',
    message: `is a part of the Drupal site whose composer.json is in ${above}`,
    allowed: 'the folder of composer.json, or one that is in no site',
    fix: `run it there: cdk8s-drupal init ${above}`,
  };
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
