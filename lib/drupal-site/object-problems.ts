import { checks, connectedPods, ownRisks, type Reached } from '../checks';
import type { Problem } from '../problem';
import { asked } from '../resolve/thrown';
import type { Risk } from '../site/risk';
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
  const problems = [...checks, connectedPods(reached), notAllowed].flatMap((check) =>
    asked('manifests', () => check(objects), 'objects as the API has them'),
  );
  return { problems: [...misplacedData(files), ...problems], risks: found.map(({ word }) => word) };
}
