import { typeOfKind } from '../kubernetes/api-fields/api-fields';
import { type Manifest, nameOf } from '../kubernetes/manifest';
import type { Problem } from '../problem';
import type { Patch } from '../site/patch';
import { brokenBy } from './fixed-parts';
import { jsonPatch, UnfitOperation } from './json-patch';
import { itemsWithoutKey, strategicMerge, withoutNulls } from './strategic-merge';
import { fits, nothingMeant } from './target';
import { newlyUnknown } from './unknown-fields';

/** Objects after a change, in the order in which they were, and everything that is wrong with the change. */
export interface Changed {
  readonly objects: readonly Manifest[];
  readonly problems: readonly Problem[];
}

/**
 * Objects with patches, in their order, each of which sees what those before it have made. They are changed as they are emitted:
 * cdk8s's own patches go through its types, which drop fields that they do not know.
 */
export function patchObjects(objects: readonly Manifest[], patches: readonly Patch[]): Changed {
  return patches.reduce<Changed>(
    (changed, patch, index) => {
      const { objects: after, problems } = patchAll(`patches[${index}]`, patch, changed.objects);
      return { objects: after, problems: [...changed.problems, ...problems] };
    },
    { objects, problems: [] },
  );
}

function patchAll(path: string, patch: Patch, objects: readonly Manifest[]): Changed {
  const isMeant = (object: Manifest) => object.kind !== 'Secret' && fits(patch.target, object);
  if (!objects.some(isMeant)) return { objects, problems: [nothingFits(path, patch, objects)] };
  const results = objects.map((object) =>
    isMeant(object) ? patchOne(`${path}.patch`, patch, object) : { object, problems: [] },
  );
  return { objects: results.map(({ object }) => object), problems: results.flatMap(({ problems }) => problems) };
}

/** Secrets are written for those who ask for their values, so a patch would fit today and not tomorrow. */
function nothingFits(path: string, { target }: Patch, objects: readonly Manifest[]): Problem {
  if (target.kind !== 'Secret') {
    return nothingMeant(
      path,
      target,
      objects.filter(({ kind }) => kind !== 'Secret'),
    );
  }
  return {
    path: `${path}.target.kind`,
    value: 'Secret',
    message: 'cannot be patched: the values of Secrets come from the sources that the site file names',
    allowed: 'any other kind',
    fix: 'use secrets with a SecretSource',
  };
}

/** An object with a patch; as it was, if anything is wrong with that. */
function patchOne(path: string, { patch }: Patch, before: Manifest): { object: Manifest; problems: Problem[] } {
  const type = typeOfKind(before.apiVersion, before.kind);
  const keyless = isList(patch) ? [] : itemsWithoutKey(patch, type);
  if (keyless.length > 0) return { object: before, problems: keyless.map((item) => withoutKey(path, item)) };
  try {
    const changed = isList(patch) ? jsonPatch(before, patch) : strategicMerge(before, patch, type);
    const after = withoutNulls(changed) as Manifest;
    const problems = [...brokenBy(path, before, after), ...newlyUnknown(path, before, after)];
    return { object: problems.length === 0 ? after : before, problems };
  } catch (error) {
    if (!(error instanceof UnfitOperation)) throw error;
    return { object: before, problems: [unfit(path, before, error)] };
  }
}

function isList(patch: Patch['patch']): patch is Extract<Patch['patch'], readonly unknown[]> {
  return Array.isArray(patch);
}

function withoutKey(path: string, item: { path: string; key: string }): Problem {
  return {
    path: `${path}.${item.path}`,
    message: `lacks ${item.key}, by which the items of this list are found`,
    allowed: `an item with ${item.key}, or { $patch: 'replace' } in the list to put it in the place of the old one`,
    fix: `add ${item.key}`,
  };
}

function unfit(path: string, before: Manifest, { index, reason, present }: UnfitOperation): Problem {
  return {
    path: `${path}[${index}]`,
    message: `does not fit ${nameOf(before)}: it ${reason}`,
    allowed: present.length === 0 ? 'a path that is there' : `there are ${present.join(', ')}`,
    fix: 'change the path; a slash within a name is written ~1, the end of a list -',
  };
}
