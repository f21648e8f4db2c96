import { nameOf } from './manifest';
import type { Rule } from './rule';

/** No two objects of a kind have the same name: the second would silently take the first one's place. */
const uniqueNames: Rule = (objects) => {
  const seen = new Set<string>();
  return objects.flatMap((object) => {
    const identity = [
      object.apiVersion.replace(/\/.*/, ''),
      object.kind,
      object.metadata.namespace,
      object.metadata.name,
    ].join(' ');
    if (!seen.has(identity)) {
      seen.add(identity);
      return [];
    }
    return [
      {
        path: nameOf(object),
        message: 'is emitted twice',
        allowed: 'one object of a kind and name',
        todo: 'give one of them another name',
      },
    ];
  });
};

export default uniqueNames;
