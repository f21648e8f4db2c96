import type { Manifest } from '../kubernetes/manifest';
import type { Patch } from '../site/patch';
import { customizeProblems, type Originals, originalOf, originalsOf } from './customized';
import { type Changed, patchObjects } from './patch-objects';
import { sealed } from './sealed-names';

/**
 * A site's objects as they are emitted: with patches, after which the names that depend on what an object holds are settled.
 *
 * @param originals the objects before a program of the user's own changed them
 */
export function changeObjects(objects: readonly Manifest[], patches: readonly Patch[], originals?: Originals): Changed {
  if (patches.length === 0 && originals === undefined) return { objects, problems: [] };
  const { objects: patched, problems } = patchObjects(objects, patches);
  const before = originals ?? originalsOf(objects);
  return {
    objects: patched.map((object) => {
      const original = originalOf(before, object);
      return original === undefined ? object : sealed(original, object);
    }),
    problems: [...(originals === undefined ? [] : customizeProblems(originals, objects)), ...problems],
  };
}
