import * as v from 'valibot';
import { says } from './shape';

/** Deeper than any object of Kubernetes; a cycle is deeper. */
const DEEPEST = 60;

/** What YAML can hold: texts, finite numbers, true, false, null, lists and objects of these. */
export const plainData = v.custom<unknown>(
  (value) => isPlainData(value, 0),
  says(
    'holds what is no plain data',
    'texts, numbers, true and false, lists and objects of these, as YAML has them',
    'take out functions, dates, objects of classes, undefined in lists, and cycles',
  ),
);

function isPlainData(value: unknown, depth: number): boolean {
  if (depth > DEEPEST) return false;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every((item) => item !== null && isPlainData(item, depth + 1));
  if (typeof value !== 'object') return false;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false;
  const isForeign = (key: string) => ['__proto__', 'constructor', 'prototype'].includes(key);
  return Object.entries(value).every(
    ([key, inner]) => !isForeign(key) && (inner === undefined || isPlainData(inner, depth + 1)),
  );
}
