import { identityOf, type Manifest, nameOf } from '../kubernetes/manifest';
import type { Problem } from '../problem';
import { brokenBy } from './fixed-parts';
import { isSame } from './plain';
import { newlyUnknown } from './unknown-fields';

/** Objects by what they are. */
export type Originals = ReadonlyMap<string, Manifest>;

/** The objects of a site as it makes them by itself, to compare them with what becomes of them. */
export function originalsOf(objects: readonly Manifest[]): Originals {
  return new Map(objects.map((object) => [identityOf(object), object]));
}

/** The object that the site makes by itself. */
export function originalOf(originals: Originals, object: Manifest): Manifest | undefined {
  return originals.get(identityOf(object));
}

/** What a program of the user's own has broken of the site's objects, and what of its changes the server would not know. */
export function customizeProblems(originals: Originals, objects: readonly Manifest[]): Problem[] {
  const left = originalsOf(objects);
  const gone = [...originals].filter(([identity]) => !left.has(identity)).map(([, object]) => object);
  return [
    ...gone.map((object) => ({
      path: 'customize',
      message: `takes ${nameOf(object)} away, or gives it another name`,
      allowed: 'the objects of the site, with other fields, and further ones',
      fix: 'leave it, or use the property by which the site does without it',
    })),
    ...objects.flatMap((object) => {
      const original = originalOf(originals, object);
      if (original === undefined) return newlyUnknown('customize', undefined, object);
      if (isSame(original, object)) return [];
      return [...brokenBy('customize', original, object), ...newlyUnknown('customize', original, object)];
    }),
  ];
}
