import { ignoredBy } from '../look/git';
import type { Topic } from './topic';

/** All of it belongs in git, also what a .gitignore hides. */
export const commit: Topic = {
  steps({ repository: { folder }, outcomes }) {
    const text = 'Commit it all, with package-lock.json and __snapshots__/: the manifests that were made.';
    const ignored = ignoredBy(
      folder,
      outcomes.map(({ path }) => path).filter((path) => path !== 'dist'),
    );
    if (ignored.length === 0) return [{ text }];
    return [
      { text: `${text} A .gitignore leaves out what has to be in git:`, copy: [`git add -f ${ignored.join(' ')}`] },
    ];
  },
};
