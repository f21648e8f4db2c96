import type { Risk } from '../contract/risks';
import { type Manifest, nameOf } from '../kubernetes/manifest';
import { type Check, checks, completeObjects, connectedPods, ownRisks, type Reached } from '../manifest-checks';
import type { Problem } from '../problem';
import { thrownProblems } from '../resolve/thrown';
import type { ManifestFile } from './manifests';
import { misplacedData } from './misplaced-data';

/**
 * What is wrong with a site's objects, and the risks that they bring, those that are allowed among them.
 * @param reached the pods that others have to reach
 */
export function objectProblems(
  files: readonly ManifestFile[],
  allow: readonly Risk[],
  reached: readonly Reached[],
): { problems: Problem[]; risks: Risk[] } {
  const objects = files.flatMap((file) => [...file.objects]);
  const found: ReturnType<typeof ownRisks> = [];
  const notAllowed = () => {
    found.push(...ownRisks(objects));
    return found.filter(({ word }) => !allow.includes(word)).map(({ problem }) => problem);
  };
  const incomplete = completeObjects(objects);
  const stumbled = incomplete.length > 0 ? () => [] : malformed; // over what is told already
  const problems = [...checks, connectedPods(reached), notAllowed].flatMap((check) => {
    try {
      return check(objects);
    } catch (error) {
      return stumbled(check, objects, error);
    }
  });
  return { problems: [...misplacedData(files), ...incomplete, ...problems], risks: found.map(({ word }) => word) };
}

/** The objects over which a rule stumbles: of a form that their kind does not have, which the rule took for granted. */
function malformed(check: Check, objects: readonly Manifest[], error: unknown): Problem[] {
  const culprits = objects.flatMap((object) => {
    try {
      check([object]);
      return [];
    } catch (thrown) {
      return [{ object, thrown }];
    }
  });
  if (culprits.length === 0) return thrownProblems('manifests', error, 'objects as the API has them');
  return culprits.map(({ object, thrown }) => ({
    path: nameOf(object),
    message: `is not of the form that the Kubernetes API asks of its kind (${String(thrown)})`,
    allowed: 'objects as the API has them',
    fix: `write it as kubectl explain ${object.kind.toLowerCase()} says`,
  }));
}
