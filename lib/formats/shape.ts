import * as v from 'valibot';
import { didYouMean } from '../nearest';
import type { Problem } from '../problem';
import { withoutUndefined } from './without-undefined';

/** What a schema's message carries: the two sentences that the library has no place for. */
const SEPARATOR = '\n';

/** What is wrong with a value: the same for all, or made of the value. */
export type Saying = string | ((issue: v.BaseIssue<unknown>) => string);

/** A message: what is wrong, what is allowed, what to do. */
export function says(message: string, allowed: string, fix: string): string {
  return [message, allowed, fix].join(SEPARATOR);
}

/** What valibot's records skip without a word, and no object of ours is called. */
const FOREIGN = ['__proto__', 'constructor', 'prototype'];

/** An object that is no list, and has no name that JavaScript keeps for itself. */
function plainObject(contents: string) {
  const foreignIn = (value: object) => FOREIGN.filter((name) => Object.hasOwn(value, name));
  const isObject = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return v.custom<Record<string, unknown>>(
    (value) => isObject(value) && isPlain(value) && foreignIn(value).length === 0,
    ({ input }) => {
      if (!isObject(input)) return says('is not an object', contents, 'put it in braces: { ... }');
      if (!isPlain(input))
        return says(
          `is ${kindOf(input)}, of which only the own properties would be read`,
          contents,
          'write them out in braces: { ... }',
        );
      return says(
        `has the name ${foreignIn(input).join(', ')}, which JavaScript keeps for itself`,
        'any other name',
        'choose another name',
      );
    },
  );
}

/** Whether all that an object holds are its own properties: no Map, no instance of a class, nothing inherited. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || (Object.getPrototypeOf(prototype) === null && Object.keys(prototype).length === 0);
}

/** `a Map`; what inherits from a plain object has no name of its own. */
function kindOf(value: object): string {
  const name: unknown = value.constructor?.name;
  if (name === 'Promise') return 'a Promise (take out async)';
  return typeof name === 'string' && name !== 'Object' && name !== ''
    ? `an object of the class ${name}`
    : 'an object that inherits from another';
}

/** An object with these properties and no others; a misspelt one is told the likely one. */
export function object<const T extends v.ObjectEntries>(entries: T) {
  const names = Object.keys(entries);
  return v.pipe(
    plainObject(`an object with ${names.join(', ')}`),
    v.looseObject(entries, missingFrom(entries)),
    v.rawCheck<Record<string, unknown>>(({ dataset, addIssue }) => {
      const input = dataset.value as Record<string, unknown>;
      for (const key of Object.keys(input).filter((name) => !names.includes(name))) {
        const path = [{ type: 'object', origin: 'key', input, key, value: input[key] }] as const;
        addIssue({ message: unknownProperty(key, names), expected: 'never', path: [...path] });
      }
    }),
  );
}

/** An object with these properties, and others that somebody else knows. */
export function open<const T extends v.ObjectEntries>(entries: T) {
  const contents = `an object with ${Object.keys(entries).join(', ')}`;
  return v.pipe(plainObject(contents), v.looseObject(entries, missingFrom(entries)));
}

/** One of several objects that a variant tells apart. */
export function option<const T extends v.ObjectEntries>(entries: T) {
  const missing = missingFrom(entries);
  return v.strictObject(entries, (issue) =>
    issue.expected === 'never' ? unknownProperty(String(lastKey(issue)), Object.keys(entries)) : missing(issue),
  );
}

/** An object whose properties are named by the user. */
export function record<K extends v.GenericSchema<string, string>, V extends v.GenericSchema>(
  key: K,
  value: V,
  contents: string,
) {
  return v.pipe(plainObject(`an object with ${contents}`), v.record(key, value));
}

/** Everything in which a value differs from a schema. A property that is said to be undefined is as if it were left out. */
export function problemsOf(schema: v.GenericSchema, value: unknown): Problem[] {
  const { issues } = v.safeParse(schema, withoutUndefined(value));
  return (issues ?? []).map(problemOf);
}

/** Where a user may have written a secret itself instead of its source: what stands there is not repeated. */
const SECRET = /(^|\.)(secrets|hashSalt|pullSecret|credential|notifications|password|passwordVariable|ca)\b/;

/** A text that stands in env may be a secret, too. */
function isSecret(path: string, input: unknown): boolean {
  return SECRET.test(path) || (typeof input === 'string' && /(^|\.)env\b/.test(path));
}

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const path = pathOf(issue);
  const isMissing = issue.received === 'undefined' && issue.expected !== 'never';
  const isInPath = issue.path?.at(-1)?.origin === 'key';
  const { message, allowed, fix } = sentencesOf(issue);
  return {
    path,
    message: isMissing ? 'is missing' : message,
    value: isMissing || isInPath || issue.expected === 'never' || isSecret(path, issue.input) ? undefined : issue.input,
    allowed,
    fix: isMissing ? 'add it' : fix,
  };
}

/** What there is to say of a value of the wrong kind where the schema says nothing of its own. */
const KINDS: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  string: ['a text', 'write it in quotes'],
  number: ['a number', 'write it without quotes'],
  boolean: ['true or false', 'write true or false, without quotes'],
  Array: ['a list', 'put it in brackets: [ ... ]'],
  Object: ['an object', 'put it in braces: { ... }'],
};

function sentencesOf({ message: text, expected }: v.BaseIssue<unknown>): Pick<Problem, 'message' | 'allowed' | 'fix'> {
  const [what, hint] = KINDS[expected ?? ''] ?? [String(expected), 'write it like this'];
  const [message = '', allowed = what, fix = hint] = text.includes(SEPARATOR)
    ? text.split(SEPARATOR)
    : [`is not ${what}`];
  return { message, allowed, fix };
}

/** Of a property that is missing, what would be allowed for it is all there is to know. */
function missingFrom(entries: v.ObjectEntries): (issue: v.BaseIssue<unknown>) => string {
  return (issue) => {
    const entry = entries[String(lastKey(issue))];
    const [first] = entry === undefined ? [] : (v.safeParse(entry as v.GenericSchema, undefined).issues ?? []);
    return says('is missing', first === undefined ? 'a value' : sentencesOf(first).allowed, 'add it');
  };
}

function lastKey(issue: v.BaseIssue<unknown>): unknown {
  return issue.path?.at(-1)?.key;
}

/** What tells the forms of a value apart: a function has written it, and not the author of the site file. */
const TELLS_APART: readonly unknown[] = ['from', 'form', 'by'];

function pathOf({ type, path, received }: v.BaseIssue<unknown>): string {
  const keys = [...(path ?? [])];
  const isMade = type === 'variant' && received !== 'undefined' && TELLS_APART.includes(keys.at(-1)?.key);
  return (isMade ? keys.slice(0, -1) : keys).reduce((before, { key }) => pathTo(before, key), '');
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
  return says('is not a property', names.join(', '), didYouMean(key, names) ?? 'take it out');
}
