import { holdOf } from '../kubernetes/held';
import { nameOf } from '../kubernetes/manifest';
import type { Check } from './check';

/** A workload follows its manifests: a deploy waits for the pods that they describe. */
const heldWorkloads: Check = (objects) =>
  objects.flatMap((object) => {
    const hold = holdOf(object);
    if (hold === undefined) return [];
    const { field, value, allowed, text } = hold;
    return [
      {
        path: nameOf(object),
        value,
        message: text,
        allowed: `${field}: ${allowed}`,
        fix: 'change it where it is made',
      },
    ];
  });

export default heldWorkloads;
