import type { Problem } from '../../../lib/problem';
import type { Answers, Options } from '../answers';
import type { Decisions } from '../decide/decide';
import type { Outcome } from '../disk/compare';
import { below } from '../look/deployment';
import type { Repository } from '../look/repository';

/** What is known before anything is written. */
export interface Before {
  readonly options: Options;
  readonly answers: Answers;
  readonly repository: Repository;
  readonly decisions: Decisions;
}

/** The same, and what becomes of each planned file. */
export interface Situation extends Before {
  readonly outcomes: readonly Outcome[];
}

/** Something that a person has to do. */
export interface Step {
  readonly text: string;
  /** Lines to copy. */
  readonly copy?: readonly string[];
}

/** One matter of which init has something to say. */
export interface Topic {
  /** Why nothing can be written; those of all topics are told at once. */
  readonly refusals?: (before: Before) => Problem[];
  /** What was found and what init made of it, each on a line of its own. */
  readonly notes?: (situation: Situation) => string[];
  /** What is left to do, in order. */
  readonly steps?: (situation: Situation) => Step[];
  /** Whether the steps stand also where a run changed nothing. */
  readonly always?: boolean;
}

/** What became of one planned file; those of the deployment are named without its folder. */
export function outcomeOf(path: string, { outcomes, repository }: Situation): Outcome | undefined {
  const find = (wanted: string) => outcomes.find((outcome) => outcome.path === wanted);
  return find(below(repository.directory, path)) ?? find(path);
}

/** A file of the deployment as a person finds it. */
export function shown(path: string, { repository }: Before): string {
  return below(repository.directory, path);
}

/** A command that is run where package.json is, as it is run from the repository's folder. */
export function inDeployment(command: string, { repository: { directory } }: Before): string {
  return directory === '' ? command : `(cd ${directory} && ${command})`;
}

/** Whether a file was there, differs from what init would write, and was left alone. */
export function isKept(path: string, situation: Situation): boolean {
  return outcomeOf(path, situation)?.note === 'differs';
}
