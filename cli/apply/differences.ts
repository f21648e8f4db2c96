import { isDeepStrictEqual } from 'node:util';
import { identityOf, nameOf } from '../../lib/kubernetes/manifest';
import { FIELD_MANAGER } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** What would happen to an object. */
export interface Difference {
  readonly verb: 'create' | 'change' | 'prune';
  /** `Kind/name` */
  readonly name: string;
}

/** How objects as they would be differ from those that are there. */
export function differences(wanted: readonly KubernetesObject[], live: readonly KubernetesObject[]): Difference[] {
  const present = new Map(live.map((object) => [identityOf(object), object]));
  return wanted.flatMap((object): Difference[] => {
    const before = present.get(identityOf(object));
    const name = nameOf(object);
    if (before === undefined) return [{ verb: 'create', name }];
    return isDeepStrictEqual(ours(before), ours(object)) ? [] : [{ verb: 'change', name }];
  });
}

/** `2 created, 1 changed`, or nothing. */
export function counted(differences: readonly Difference[]): string {
  const words = { create: 'created', change: 'changed', prune: 'pruned' } as const;
  return (['create', 'change', 'prune'] as const)
    .map((verb) => [differences.filter((difference) => difference.verb === verb).length, words[verb]] as const)
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(', ');
}

/** An object without what the server and others write; which fields are ours is a part of it. */
function ours({ status: _status, metadata, ...rest }: KubernetesObject): object {
  const { resourceVersion: _v, generation: _g, uid: _u, creationTimestamp: _c, managedFields = [], ...own } = metadata;
  const fields = managedFields.find(
    ({ manager, operation }) => manager === FIELD_MANAGER && operation === 'Apply',
  )?.fieldsV1;
  return { ...rest, metadata: own, fields };
}
