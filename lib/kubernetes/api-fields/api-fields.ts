import { TABLE } from './table';

/** A type of the Kubernetes API. */
export type ApiType =
  | { readonly kind: 'scalar'; readonly scalar: Scalar }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, string>> }
  | { readonly kind: 'map'; readonly values: ApiType }
  /** A list; where it has a merge key, a strategic merge patch finds its items by that, or by their value where the key is `.`. */
  | { readonly kind: 'list'; readonly items: ApiType; readonly mergeKey?: string }
  | { readonly kind: 'any' };

/** A type without parts. */
export type Scalar = 'string' | 'integer' | 'number' | 'boolean';

const SCALARS: Readonly<Record<string, Scalar>> = { s: 'string', i: 'integer', n: 'number', b: 'boolean' };
const ANY: ApiType = { kind: 'any' };

interface Table {
  readonly kinds: Readonly<Record<string, number>>;
  readonly types: readonly Readonly<Record<string, string | number>>[];
}

let table: Table | undefined;

/** The type of a kind's objects; `any` for custom resources, whose fields only the cluster knows. */
export function typeOfKind(apiVersion: string, kind: string): ApiType {
  const number = theTable().kinds[`${apiVersion} ${kind}`];
  return number === undefined ? ANY : typeOf(String(number));
}

/** Kubernetes' own kinds, those that a namespace holds, each with its `apiVersion`. */
export function knownKinds(): { readonly apiVersion: string; readonly kind: string }[] {
  return Object.keys(theTable().kinds).map((name) => {
    const [apiVersion = '', kind = ''] = name.split(' ');
    return { apiVersion, kind };
  });
}

function theTable(): Table {
  table ??= JSON.parse(TABLE) as Table;
  return table;
}

/** The type of a field; undefined if there is none of that name. */
export function typeOfField(type: ApiType, field: string): ApiType | undefined {
  if (type.kind === 'map') return type.values;
  if (type.kind !== 'object') return ANY;
  const code = Object.hasOwn(type.fields, field) ? type.fields[field] : undefined;
  return code === undefined ? undefined : typeOf(code);
}

/** `s`, `12`, `[name]12`, `{}s`, `*`: how from-openapi.cjs writes types. */
function typeOf(code: string): ApiType {
  const [, mergeKey, items] = /^\[(.*?)\](.*)$/.exec(code) ?? [];
  if (items !== undefined) {
    return { kind: 'list', items: typeOf(items), ...(mergeKey === '' ? {} : { mergeKey }) };
  }
  if (code.startsWith('{}')) return { kind: 'map', values: typeOf(code.slice(2)) };
  const scalar = SCALARS[code];
  if (scalar !== undefined) return { kind: 'scalar', scalar };
  const fields = table?.types[Number(code)];
  return fields === undefined ? ANY : { kind: 'object', fields: fields as Readonly<Record<string, string>> };
}
