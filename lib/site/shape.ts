import { distance } from 'fastest-levenshtein';
import * as v from 'valibot';
import type { Problem } from '../problem';

/** What a schema's message carries: the two sentences that the library has no place for. */
const SEPARATOR = '\n';

/** A message: what is wrong, what is allowed, what to do. */
export function says(message: string, allowed: string, todo = ''): string {
  return [message, allowed, todo].join(SEPARATOR);
}

/** An object with these properties and no others; a misspelt one is told the likely one. */
export function object<const T extends v.ObjectEntries>(
  entries: T,
): v.StrictObjectSchema<T, v.ErrorMessage<v.StrictObjectIssue>> {
  const names = Object.keys(entries);
  return v.strictObject(entries, (issue) => {
    if (issue.expected === 'never') return unknownProperty(issue, names);
    if (issue.received === 'undefined') return says('is missing', 'it has no default', 'write it');
    return says('is not an object', `an object with ${names.join(', ')}`);
  });
}

/** Everything in which a value differs from a schema. */
export function problemsOf(schema: v.GenericSchema, value: unknown): Problem[] {
  const { issues } = v.safeParse(schema, value);
  return (issues ?? []).map(problemOf);
}

/** Where a user may have written a secret itself instead of its source: what stands there is not repeated. */
const SECRET = /(^|\.)(secrets|hashSalt|pullSecret|password|passwordVariable|ca)\b/;

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const [message = '', allowed, todo] = issue.message.includes(SEPARATOR)
    ? issue.message.split(SEPARATOR)
    : [`is not ${named(issue.expected)}`];
  const isUnknown = issue.expected === 'never';
  const path = pathOf(issue);
  return {
    path,
    message: issue.received === 'undefined' && !isUnknown ? 'is missing' : message,
    value: issue.received === 'undefined' || isUnknown || SECRET.test(path) ? undefined : issue.input,
    allowed: allowed || undefined,
    todo: todo || undefined,
  };
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  return (issue.path ?? []).reduce((path, { key }) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    const plain = /^[A-Za-z_][\w-]*$/.test(String(key));
    return plain ? `${path}${path === '' ? '' : '.'}${key}` : `${path}[${JSON.stringify(key)}]`;
  }, '');
}

function unknownProperty(issue: v.BaseIssue<unknown>, names: readonly string[]): string {
  const key = String(issue.path?.at(-1)?.key ?? issue.received.replaceAll('"', ''));
  const nearest = [...names].sort((a, b) => distance(a, key) - distance(b, key))[0];
  const isLikely =
    nearest !== undefined && distance(nearest.toLowerCase(), key.toLowerCase()) <= Math.max(2, key.length / 3);
  return says('is not a property', names.join(', '), isLikely ? `did you mean "${nearest}"?` : 'take it out');
}

function named(expected: string | null): string {
  const words: Record<string, string> = {
    string: 'a text',
    number: 'a number',
    boolean: 'true or false',
    Array: 'a list',
    Object: 'an object',
  };
  return words[expected ?? ''] ?? `of the kind ${expected}`;
}
