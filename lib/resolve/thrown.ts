import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { isInvalidInput, type Problem } from '../problem';

/** Where this package's own files are. */
const OWN = resolve(__dirname, '..') + sep;

/** What a user's program threw, as problems: what it says, and the line of the user's own that led to it. Never a stack. */
export function thrownProblems(path: string, error: unknown, allowed: string): Problem[] {
  const known = safely(() => (isInvalidInput(error) ? [...error.problems] : undefined));
  if (known !== undefined) return known;
  const place = safely(() => placeOf(error));
  const at = place === undefined ? 'it' : place.replace(/:\d+$/, '');
  return [
    {
      path: place ?? path,
      message: `threw ${safely(() => shown(error)) ?? 'something that cannot be shown'}`,
      allowed,
      fix: `fix ${at} or its arguments`,
    },
  ];
}

/** What something of the user's own says; or that it threw. */
export function asked(path: string, ask: () => readonly Problem[], allowed: string): Problem[] {
  try {
    return [...ask()];
  } catch (error) {
    return thrownProblems(path, error, allowed);
  }
}

function shown(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text
    .trim()
    .split(/\s*\n\s*/)
    .join(', ');
}

/** `sites/a.ts:3:5`: the innermost place that is neither this package's nor another's. */
function placeOf(error: unknown): string | undefined {
  const stack = error instanceof Error && typeof error.stack === 'string' ? error.stack : '';
  return stack
    .split('\n')
    .map((line) => /^\s+at (?:.*\()?(?:file:\/\/)?([^()]+:\d+:\d+)\)?$/.exec(line)?.[1])
    .filter((place) => place !== undefined && !place.startsWith('node:') && !place.includes('<'))
    .map((place) => resolve(place as string))
    .filter((place) => !place.split(sep).includes('node_modules') && !place.startsWith(OWN))
    .filter((place) => existsSync(place.replace(/:\d+:\d+$/, ''))) // a stack can be forged
    .map((place) => relative(process.cwd(), place))[0];
}

/** What was thrown may itself throw when it is looked at. */
function safely<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
