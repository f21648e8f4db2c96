import { isDeepStrictEqual } from 'node:util';
import { nameOf } from '../../lib/kubernetes/manifest';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/**
 * Objects of a phase with those that another release has beside them, for the time in which the pods of both run: nothing
 * of the other is missing, and a network policy allows what either needs.
 */
export function together(
  objects: readonly KubernetesObject[],
  others: readonly KubernetesObject[] = [],
): KubernetesObject[] {
  const byName = new Map(others.map((other) => [nameOf(other), other]));
  const names = new Set(objects.map(nameOf));
  return [
    ...objects.map((object) => widened(object, byName.get(nameOf(object)))),
    ...others.filter((other) => !names.has(nameOf(other))),
  ];
}

function widened(object: KubernetesObject, other: KubernetesObject | undefined): KubernetesObject {
  if (object.kind !== 'NetworkPolicy' || other === undefined) return object;
  const rules = (direction: 'ingress' | 'egress') => {
    const own: unknown[] = object.spec[direction] ?? [];
    const more = (other.spec[direction] ?? []).filter(
      (rule: unknown) => !own.some((one) => isDeepStrictEqual(one, rule)),
    );
    return own.length + more.length === 0 ? {} : { [direction]: [...own, ...more] };
  };
  return { ...object, spec: { ...object.spec, ...rules('ingress'), ...rules('egress') } };
}
