import { inspect } from 'node:util';
import { concealSecrets } from './known-secrets/conceal-secrets';

/** One thing that is wrong with what a user wrote, told so that it can be mended without asking. */
export interface Problem {
  /** Where it stands: the path of the property, such as `environments.live.hosts[1]`. */
  readonly path: string;
  /** What is wrong, in lower case and without a final period. */
  readonly message: string;
  /**
   * The value that was found there; a secret's value never is.
   * @default - none is shown
   */
  readonly value?: unknown;
  /** What would be accepted. */
  readonly allowed: string;
  /** What to do about it. */
  readonly fix: string;
}

/** A problem and whose it is: what the report groups by. */
export interface Finding extends Problem {
  /** The site's name, or the file it should have come from. */
  readonly site: string;
  /** The environment's name; left out where the problem concerns the whole site. */
  readonly environment?: string;
}

const INVALID_INPUT = Symbol.for('cdk8s-drupal.invalid-input');

/** Whether something that was thrown is an `InvalidInput`, of this copy of the package or another. */
export function isInvalidInput(error: unknown): error is InvalidInput {
  return typeof error === 'object' && error !== null && INVALID_INPUT in error;
}

/** Thrown by a construct that is given bad input outside `defineSite`: all problems of that input at once. */
export class InvalidInput extends Error {
  constructor(
    readonly subject: string,
    readonly problems: readonly Problem[],
  ) {
    super([`${subject} has ${count(problems.length)}`, ...problems.flatMap(linesOf)].join('\n'));
    this.name = 'InvalidInput';
    Object.defineProperty(this, INVALID_INPUT, { value: true });
  }
}

/** Throws `InvalidInput` if there is any problem. */
export function assertNone(subject: string, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InvalidInput(subject, problems);
}

/** The same problems, seen from a property further out: `size` under `database` is `database.size`. */
export function under(prefix: string, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({
    ...problem,
    path: problem.path === '' || problem.path.startsWith('[') ? prefix + problem.path : `${prefix}.${problem.path}`,
  }));
}

/** A problem as indented lines for a person. What is a secret by its look, wherever it was written, is not shown. */
export function linesOf({ path, message, value, allowed, fix }: Problem): string[] {
  const got = value === undefined ? '' : ` ${shown(value)}`;
  return [
    `  ${oneLine(concealSecrets(path), 150)}:${got} ${oneLine(concealSecrets(message))}`,
    `    allowed: ${oneLine(concealSecrets(allowed))}`,
    `    fix:     ${oneLine(concealSecrets(fix))}`,
  ];
}

/** A text of any origin on one line, cut where it is longer than anyone reads: no user's text may write to the terminal what it wants. */
export function oneLine(text: string, most = 800): string {
  const short = text.length > most ? `${text.slice(0, most - 3)}...` : text;
  return short.replace(/[\p{Cc}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}

/** `1 problem`, `2 problems`. */
export function count(problems: number): string {
  return `${problems} ${problems === 1 ? 'problem' : 'problems'}`;
}

function shown(value: unknown): string {
  return oneLine(concealSecrets(asJson(value) ?? inspected(value)), 80);
}

function asJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined; // a cycle, a number that JSON does not know, or an object that throws
  }
}

function inspected(value: unknown): string {
  try {
    return inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY });
  } catch {
    return 'an object that cannot be shown';
  }
}
