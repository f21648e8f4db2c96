import { type Manifest, nameOf } from './manifest';

/** A pod that an object makes. */
export interface Pod {
  /** The object that makes it, as `Kind/name`. */
  readonly owner: string;
  readonly labels: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: it is looked into field by field, and may be of any shape
  readonly spec: any;
}

/** The pods of all objects, of whatever kind: a custom resource may make some, too. */
export function podsOf(objects: readonly Manifest[]): Pod[] {
  return objects.flatMap((object) => {
    const found = object.kind === 'Pod' ? [object] : templatesIn(object);
    return found.map(({ metadata, spec }) => ({ owner: nameOf(object), labels: metadata?.labels ?? {}, spec }));
  });
}

/** Wherever containers are named, what they stand in is a pod's specification. */
// biome-ignore lint/suspicious/noExplicitAny: see above
function templatesIn(value: any): any[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isPodSpec(value)) return [{ spec: value }];
  if (isPodSpec(value.spec)) return [value];
  return Object.values(value).flatMap(templatesIn);
}

// biome-ignore lint/suspicious/noExplicitAny: see above
function isPodSpec(value: any): boolean {
  const { containers } = value ?? {};
  return Array.isArray(containers) && containers.every((container) => typeof container?.name === 'string');
}

/** A pod's containers, init containers first. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export function containersOf({ spec }: Pod): any[] {
  return [...(spec.initContainers ?? []), ...(spec.containers ?? []), ...(spec.ephemeralContainers ?? [])];
}

/** Whether a pod has all labels of a selector. */
export function selects(selector: Record<string, string>, labels: Record<string, string>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
