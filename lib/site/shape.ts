import { distance } from 'fastest-levenshtein';
import * as v from 'valibot';
import type { Problem } from '../problem';

/** What a schema's message carries: the two sentences that the library has no place for. */
const SEPARATOR = '\n';

/** A message: what is wrong, what is allowed, what to do. */
export function says(message: string, allowed: string, todo = ''): string {
  return [message, allowed, todo].join(SEPARATOR);
}

/** What valibot's records skip without a word, and no object of ours is called. */
const FOREIGN = ['__proto__', 'constructor', 'prototype'];

/** An object that is no list, and has no name that JavaScript keeps for itself. */
function plainObject(contents: string) {
  const foreignIn = (value: object) => FOREIGN.filter((name) => Object.hasOwn(value, name));
  const isObject = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return v.custom<Record<string, unknown>>(
    (value) => isObject(value) && foreignIn(value).length === 0,
    ({ received, input }) => {
      if (received === 'undefined') return MISSING;
      if (!isObject(input)) return says('is not an object', contents);
      return says(
        `has the name ${foreignIn(input).join(', ')}, which JavaScript keeps for itself`,
        'any other name',
        'choose another name',
      );
    },
  );
}

const MISSING = says('is missing', 'it has no default', 'write it');

/** An object with these properties and no others; a misspelt one is told the likely one. */
export function object<const T extends v.ObjectEntries>(entries: T) {
  const names = Object.keys(entries);
  return v.pipe(
    plainObject(`an object with ${names.join(', ')}`),
    v.looseObject(entries, MISSING),
    v.rawCheck<Record<string, unknown>>(({ dataset, addIssue }) => {
      const input = dataset.value as Record<string, unknown>;
      for (const key of Object.keys(input).filter((name) => !names.includes(name))) {
        const path = [{ type: 'object', origin: 'key', input, key, value: input[key] }] as const;
        addIssue({ message: unknownProperty(key, names), expected: 'never', path: [...path] });
      }
    }),
  );
}

/** One of several objects that a variant tells apart. */
export function option<const T extends v.ObjectEntries>(entries: T) {
  const names = Object.keys(entries);
  return v.strictObject(entries, (issue) =>
    issue.expected === 'never' ? unknownProperty(String(issue.path?.at(-1)?.key), names) : MISSING,
  );
}

/** An object whose properties are named by the user. */
export function record<K extends v.GenericSchema<string, string>, V extends v.GenericSchema>(
  key: K,
  value: V,
  contents: string,
) {
  return v.pipe(plainObject(contents), v.record(key, value));
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
  return (issue.path ?? []).reduce((path, { key }) => pathTo(path, key), '');
}

/** The path of a property, as a message shows it: `environments.live.hosts[0]`, `environments["Foo Bar"]`. */
export function pathTo(path: string, key: unknown): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  const isPlain = /^[A-Za-z_][\w-]*$/.test(String(key));
  return isPlain ? `${path}${path === '' ? '' : '.'}${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** Whether a path is another one, or leads further into it. */
export function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

function unknownProperty(key: string, names: readonly string[]): string {
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
