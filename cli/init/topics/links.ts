import type { Topic } from './topic';

/** In an image, a link that leads out of the repository leads to nothing. */
export const links: Topic = {
  steps({ repository: { strayLinks } }) {
    if (strayLinks.length === 0) return [];
    const shown = strayLinks.slice(0, 5).map(({ path, target }) => `${path} -> ${target}`);
    const more = strayLinks.length > 5 ? ` and ${strayLinks.length - 5} more` : '';
    return [
      {
        text: `Links that lead out of the repository lead to nothing in the image; replace them: ${shown.join(', ')}${more}.`,
      },
    ];
  },
};
