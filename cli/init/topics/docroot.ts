import { DOCROOTS } from '../look/docroot';
import { isTooOld } from './software';
import type { Topic } from './topic';

/** Apache serves the docroot: it must hold Drupal and nothing of the deployment. */
export const docroot: Topic = {
  refusals({ repository, answers }) {
    const { docroot, composer, software, topLevel } = repository;
    if (isTooOld(repository, answers.profile)) return [];
    if (
      software.is === 'other' ||
      (docroot !== '.' && /^[\w.-]+(\/[\w.-]+)*$/.test(docroot) && !docroot.includes('..'))
    )
      return [];
    const isRoot = docroot === '.';
    const inGit = ['core', 'index.php', 'modules', 'profiles', 'sites', 'themes'].filter((name) =>
      topLevel.includes(name),
    );
    const move = inGit.length === 0 ? 'mkdir web' : `mkdir web && git mv ${inGit.join(' ')} web/`;
    return [
      {
        path: 'the docroot',
        value: docroot,
        message: isRoot
          ? "is the repository's root, so Apache would serve the files of the deployment"
          : 'is not a folder of the repository',
        allowed: `a folder of the repository, such as ${DOCROOTS.slice(0, 3).join(', ')}`,
        fix: !isRoot
          ? 'change web-root in composer.json'
          : composer === undefined
            ? `move Drupal into a folder: ${move}`
            : `in composer.json, set web-root to web/ and begin each of installer-paths with web/; then ${move}, and composer install`,
      },
    ];
  },
};
