import { type Manifest, nameOf } from '../kubernetes/manifest';
import { nameRuleOf } from '../kubernetes/object-name';
import type { Problem } from '../problem';
import type { Check } from './check';

/** What the API server and etcd take: an object of any kind beyond it is refused after others were applied. */
const acceptableObjects: Check = (objects) =>
  objects.flatMap((object) => [
    ...nameProblems(object),
    ...labelProblems(object),
    ...sizeProblems(object),
    ...textProblems(object),
  ]);

export default acceptableObjects;

const KEY = /^(?:[a-z0-9][a-z0-9.-]{0,252}\/)?[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?$/;
const VALUE = /^(?:[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?)?$/;
/** etcd takes 1.5 MiB for a request, in which the fields' managers stand, too. */
const LARGEST = 1024 * 1024;
const ANNOTATIONS = 256 * 1024;

function nameProblems(object: Manifest): Problem[] {
  const name: unknown = object.metadata?.name;
  const { pattern, longest, allowed } = nameRuleOf(object.kind);
  if (typeof name === 'string' && name.length <= longest && pattern.test(name)) return [];
  return [problem(object, 'has a name that Kubernetes does not take', allowed, name)];
}

function labelProblems(object: Manifest): Problem[] {
  const { labels = {} } = object.metadata ?? {};
  return Object.entries(labels)
    .filter(([key, value]) => !KEY.test(key) || typeof value !== 'string' || !VALUE.test(value))
    .map(([key]) =>
      problem(
        object,
        'has a label that Kubernetes does not take',
        '63 letters, digits, hyphens, dots and underscores',
        key,
      ),
    );
}

function sizeProblems(object: Manifest): Problem[] {
  const annotations = Object.entries((object.metadata as { annotations?: Record<string, string> })?.annotations ?? {});
  const annotated = annotations.reduce((sum, [key, value]) => sum + Buffer.byteLength(key + value), 0);
  const size = Buffer.byteLength(JSON.stringify(object));
  return [
    ...(annotated > ANNOTATIONS
      ? [problem(object, `has annotations of ${annotated} bytes`, `${ANNOTATIONS} bytes for all of them together`)]
      : []),
    ...(size > LARGEST ? [problem(object, `is too large, ${size} bytes`, `${LARGEST} bytes for an object`)] : []),
  ];
}

function textProblems(object: Manifest): Problem[] {
  return holdsUnfit(object)
    ? [
        problem(
          object,
          'holds a NUL character, half of a character, or a number that is none',
          'Unicode text and finite numbers',
        ),
      ]
    : [];
}

function holdsUnfit(value: unknown): boolean {
  if (typeof value === 'string') return /[\0\p{Surrogate}]/u.test(value);
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => holdsUnfit(key) || holdsUnfit(inner));
}

function problem(object: Manifest, message: string, allowed: string, value?: unknown): Problem {
  return { path: nameOf(object), message, allowed, value, fix: 'shorten or change it where it is made' };
}
