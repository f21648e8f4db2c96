import { type ApiType, typeOfField } from '../kubernetes/api-fields/api-fields';
import { isRecord } from '../kubernetes/record';
import { isSame, type Plain } from './plain';

const DIRECTIVE = '$patch';

/**
 * An object with a strategic merge patch applied, as kubectl and kustomize know it: fields are merged; `null` takes a field
 * away; items of a list with a merge key are merged by it, new ones come last; any other list takes the place of the old one.
 * `$patch: delete` takes an item or a field away, `$patch: replace` puts it in the place of the old one.
 * @see https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md
 */
export function strategicMerge(before: Plain, patch: Plain, type: ApiType): Plain {
  const { [DIRECTIVE]: directive, ...fields } = patch;
  if (directive === 'replace') return withoutNulls(fields) as Plain;
  const result: Record<string, unknown> = { ...before };
  for (const [field, value] of Object.entries(fields)) {
    const merged = mergeValue(before[field], value, typeOfField(type, field) ?? { kind: 'any' });
    if (merged === undefined) delete result[field];
    else result[field] = merged;
  }
  return result;
}

function mergeValue(before: unknown, patch: unknown, type: ApiType): unknown {
  if (patch === null) return undefined;
  if (isRecord(patch)) {
    if (patch[DIRECTIVE] === 'delete') return undefined;
    return strategicMerge(isRecord(before) ? before : {}, patch, type);
  }
  if (!Array.isArray(patch)) return patch;
  return mergeList(Array.isArray(before) ? before : [], patch, type);
}

function mergeList(before: readonly unknown[], patch: readonly unknown[], type: ApiType): unknown[] {
  const isReplace = (item: unknown) =>
    isRecord(item) && item[DIRECTIVE] === 'replace' && Object.keys(item).length === 1;
  const key = type.kind === 'list' ? type.mergeKey : undefined;
  if (type.kind !== 'list' || key === undefined || patch.some(isReplace))
    return withoutNulls(patch.filter((item) => !isReplace(item))) as unknown[];
  if (key === '.') return [...before, ...patch.filter((item) => !before.some((old) => isSame(old, item)))];
  return patch.reduce<unknown[]>((items, item) => mergeItem(items, item, key, type.items), [...before]);
}

function mergeItem(items: readonly unknown[], item: unknown, key: string, type: ApiType): unknown[] {
  const isMeant = (old: unknown) => isRecord(old) && isRecord(item) && old[key] === item[key];
  if (isRecord(item) && item[DIRECTIVE] === 'delete') return items.filter((old) => !isMeant(old));
  if (!items.some(isMeant)) return [...items, mergeValue(undefined, item, type)];
  return items.map((old) => (isMeant(old) ? mergeValue(old, item, type) : old));
}

/** A field that is null is none. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  const left = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(left.map(([field, inner]) => [field, withoutNulls(inner)]));
}

/** Items of a list with a merge key that do not have it, by their path: nobody could tell which one is meant. */
export function itemsWithoutKey(patch: unknown, type: ApiType, path = ''): { path: string; key: string }[] {
  if (Array.isArray(patch)) {
    const key = type.kind === 'list' ? type.mergeKey : undefined;
    const items: ApiType = type.kind === 'list' ? type.items : { kind: 'any' };
    return patch.flatMap((item, index) => {
      const own = `${path}[${index}]`;
      const isReplace = isRecord(item) && item[DIRECTIVE] === 'replace';
      if (key !== undefined && key !== '.' && isRecord(item) && !isReplace && item[key] === undefined)
        return [{ path: own, key }];
      return itemsWithoutKey(item, items, own);
    });
  }
  if (!isRecord(patch)) return [];
  return Object.entries(patch).flatMap(([field, value]) =>
    itemsWithoutKey(value, typeOfField(type, field) ?? { kind: 'any' }, path === '' ? field : `${path}.${field}`),
  );
}
