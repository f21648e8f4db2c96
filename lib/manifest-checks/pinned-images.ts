import { containersOf, podsOf } from '../kubernetes/pods';
import type { Check } from './check';

/** Every image says which build it is: a moving tag would change what runs without a rollout. */
const pinnedImages: Check = (objects) =>
  podsOf(objects).flatMap((pod) =>
    containersOf(pod)
      .filter(({ image = '' }) => !isPinned(image))
      .map(({ name, image }) => ({
        path: `${pod.owner} container ${name}`,
        value: image,
        message: 'does not say which build runs',
        allowed: 'repository:tag, repository@sha256:digest or both',
        fix: 'add a tag other than latest',
      })),
  );

export default pinnedImages;

/** A tag other than latest, a digest, or both. */
function isPinned(image: string): boolean {
  const [name = '', digest = ''] = image.split('@');
  const tag = /:([\w][\w.-]*)$/.exec(name)?.[1];
  return tag !== 'latest' && (tag !== undefined || /^sha256:[a-f0-9]{64}$/.test(digest));
}
