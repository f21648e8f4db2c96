import { identityOf, nameOf } from '../kubernetes/manifest';
import type { Check } from './check';

/** No two objects of a kind have the same name: the second would silently take the first one's place. */
const uniqueNames: Check = (objects) => {
  const seen = new Set<string>();
  return objects.flatMap((object) => {
    const identity = identityOf(object);
    if (!seen.has(identity)) {
      seen.add(identity);
      return [];
    }
    return [
      {
        path: nameOf(object),
        message: 'is emitted twice',
        allowed: 'one object of a kind and name',
        fix: 'give one of them another name',
      },
    ];
  });
};

export default uniqueNames;
