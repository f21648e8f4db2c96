import { nameOf } from '../../lib/kubernetes/manifest';
import type { Dist } from '../dist';
import { recordOf } from '../history/release-record';
import { imageOf, releaseIn } from '../history/releases';

/** Whether the release can be recorded once it serves, which would be late to find out. */
export function recordProblems(dist: Dist): string[] {
  const { state, services, web } = releaseIn(dist);
  const release = { image: imageOf(web), at: new Date(0).toISOString(), by: 'x'.repeat(256), state, services, web };
  if (recordOf([release]) !== undefined) return [];
  const [largest] = [...state, ...services, ...web]
    .map((object) => ({ name: nameOf(object), size: JSON.stringify(object).length }))
    .sort((one, other) => other.size - one.size);
  return [
    `the record of this release, which a rollback needs, takes more than the 1 MB that a ConfigMap holds, compressed: ${largest?.name} alone has ${largest && (largest.size / 1e6).toFixed(1)} MB. ` +
      'Put large values into the image, a Secret or a volume, or make the site of fewer objects',
  ];
}
