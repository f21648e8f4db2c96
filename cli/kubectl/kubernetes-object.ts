import type { Manifest } from '../../lib/kubernetes/manifest';
import type { FieldSet } from '../owners/field-set';

/** An object as the API server has it. */
export interface KubernetesObject extends Manifest {
  readonly metadata: Manifest['metadata'] & {
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly creationTimestamp?: string;
    readonly deletionTimestamp?: string;
    readonly finalizers?: readonly string[];
    readonly generation?: number;
    readonly ownerReferences?: readonly { readonly uid: string }[];
    readonly managedFields?: readonly ManagedFields[];
  };
}

/** Which fields of an object a manager has set. */
export interface ManagedFields {
  readonly manager?: string;
  readonly operation?: string;
  readonly apiVersion?: string;
  /** `status` or `scale`, where it was set through one. */
  readonly subresource?: string;
  /** ISO 8601. */
  readonly time?: string;
  readonly fieldsType?: string;
  readonly fieldsV1?: FieldSet;
}

/** When an object was made, in milliseconds; 0 for one that nobody has. */
export function createdAt({ metadata }: KubernetesObject): number {
  return Date.parse(metadata.creationTimestamp ?? '') || 0;
}

/** Objects as kubectl reads them from its standard input: one after the other, since in a List it would not know their kinds. */
export function streamOf(objects: readonly object[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n');
}

/** What kubectl prints of one object, of several, or of none. */
export function itemsOf<T = KubernetesObject>(text: string): T[] {
  if (text.trim() === '') return [];
  const object = JSON.parse(text);
  return object.kind === 'List' ? object.items : [object];
}
