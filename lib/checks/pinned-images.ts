import { containersOf, podsOf } from './manifest';
import type { Rule } from './rule';

/** Every image says which build it is: a moving tag would change what runs without a rollout. */
const pinnedImages: Rule = (objects) =>
  podsOf(objects).flatMap((pod) =>
    containersOf(pod)
      .filter(
        ({ image = '' }) => !/:(?!latest(@|$))[\w][\w.-]*(@sha256:[a-f0-9]{64})?$|@sha256:[a-f0-9]{64}$/.test(image),
      )
      .map(({ name, image }) => ({
        path: `${pod.owner} container ${name}`,
        value: image,
        message: 'does not say which build runs',
        allowed: 'repository:tag, repository@sha256:digest or both',
        todo: 'add a tag other than latest',
      })),
  );

export default pinnedImages;
