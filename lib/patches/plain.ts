import { isDeepStrictEqual } from 'node:util';

/** A record of plain data. */
export type Plain = Readonly<Record<string, unknown>>;

/** Whether two values are the same in YAML: the order of fields, and what is undefined, mean nothing. */
export function isSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(asJson(a), asJson(b));
}

function asJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
