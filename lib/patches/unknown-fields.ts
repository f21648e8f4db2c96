import { pathTo } from '../formats/shape';
import { type ApiType, type Scalar, typeOfField, typeOfKind } from '../kubernetes/api-fields/api-fields';
import { type Manifest, nameOf } from '../kubernetes/manifest';
import { isRecord } from '../kubernetes/record';
import { nearest } from '../nearest';
import type { Problem } from '../problem';

/**
 * The fields of an object that the API server would refuse, as it does with `--validate=strict`: those that its kind does not
 * have, and values of another type. Of custom resources only the cluster knows, and a deploy asks it before it changes anything.
 */
export function unknownFields(object: { readonly apiVersion: string; readonly kind: string }): Problem[] {
  return problemsIn(object, typeOfKind(object.apiVersion, object.kind), '');
}

/** Those that a change brings, told by the object and its field, since a patch may fit several. */
export function newlyUnknown(path: string, before: Manifest | undefined, after: Manifest): Problem[] {
  const known = new Set(before === undefined ? [] : unknownFields(before).map((problem) => problem.path));
  return unknownFields(after)
    .filter((problem) => !known.has(problem.path))
    .map((problem) => ({
      ...problem,
      path,
      message: `${nameOf(after)} ${problem.path} ${problem.message}`,
      value: undefined,
    }));
}

function problemsIn(value: unknown, type: ApiType, path: string): Problem[] {
  if (type.kind === 'any' || value === null || value === undefined) return [];
  if (type.kind === 'scalar')
    return typeof value === 'object' || !isScalar(value, type.scalar) ? [unfit(path, value, WORDS[type.scalar])] : [];
  if (type.kind === 'list') {
    if (!Array.isArray(value)) return [unfit(path, value, 'a list')];
    return value.flatMap((item, index) => problemsIn(item, type.items, `${path}[${index}]`));
  }
  if (!isRecord(value)) return [unfit(path, value, 'an object')];
  return Object.entries(value).flatMap(([field, inner]) => {
    const own = typeOfField(type, field);
    if (own !== undefined) return problemsIn(inner, own, pathTo(path, field));
    const names = type.kind === 'object' ? Object.keys(type.fields) : [];
    const likely = nearest(field, names);
    return [
      {
        path: pathTo(path, field),
        message: 'is a field that Kubernetes does not know',
        allowed: names.join(', '),
        fix: likely === undefined ? 'take it out' : `did you mean "${likely}"?`,
      },
    ];
  });
}

const WORDS: Readonly<Record<Scalar, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function isScalar(value: unknown, scalar: Scalar): boolean {
  return scalar === 'integer' ? Number.isInteger(value) : typeof value === scalar;
}

function unfit(path: string, value: unknown, allowed: string): Problem {
  return {
    path,
    value: typeof value === 'number' || typeof value === 'boolean' ? value : undefined,
    message: `is not ${allowed}`,
    allowed,
    fix: 'write it as the Kubernetes API has it',
  };
}
