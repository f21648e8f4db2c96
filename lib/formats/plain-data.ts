import * as v from 'valibot';
import { oneLine } from '../problem';
import { pathTo, says } from './shape';

/** Deeper than any object of Kubernetes; a cycle is deeper. */
const DEEPEST = 60;

/** What YAML can hold: texts, finite numbers, true, false, null, lists and objects of these. */
export const plainData = v.custom<unknown>(
  (value) => foreignIn(value, '', 0) === undefined,
  ({ input }) => {
    const where = foreignIn(input, '', 0);
    return says(
      `holds what is no plain data${where ? ` in ${oneLine(where, 150)}` : ''}`,
      'texts, numbers, true and false, lists and objects of these, as YAML has them',
      'take out functions, dates, objects of classes, undefined and null in lists, and cycles',
    );
  },
);

/** The path of the first value that YAML cannot hold; undefined if there is none. */
function foreignIn(value: unknown, path: string, depth: number): string | undefined {
  if (depth > DEEPEST) return path;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : path;
  if (typeof value !== 'object') return path;
  if (Array.isArray(value)) {
    const foreign = (item: unknown, index: number) =>
      item === null ? pathTo(path, index) : foreignIn(item, pathTo(path, index), depth + 1);
    return first(value, foreign);
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return path;
  return first(Object.entries(value), ([key, inner]) => {
    if (FOREIGN_NAMES.includes(key)) return pathTo(path, key);
    return inner === undefined ? undefined : foreignIn(inner, pathTo(path, key), depth + 1);
  });
}

const FOREIGN_NAMES = ['__proto__', 'constructor', 'prototype'];

function first<T>(items: readonly T[], find: (item: T, index: number) => string | undefined): string | undefined {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
