import type { Problem } from '../../../lib/problem';
import { below } from '../look/deployment';
import { type Before, isKept, type Topic } from './topic';

/** Where the deployment's own files are: at the root, or apart from a package.json that is somebody else's. */
export const directory: Topic = {
  refusals: (before) => [...nameProblems(before), ...moveProblems(before)],

  notes(situation) {
    const { node, directory: at, deployedFrom } = situation.repository;
    const isFirst = deployedFrom === undefined && at === '';
    const locks = node.otherLocks.map(
      (lock) =>
        `${below(at, lock)}: npm install writes package-lock.json beside it, which is what the pipeline installs`,
    );
    const isShared = isFirst && node.isShared;
    const settings = isFirst && isKept('tsconfig.json', situation);
    return [
      ...(isShared
        ? ["package.json is yours: the pipeline's npm ci installs all that it names, in most of its jobs"]
        : []),
      ...locks,
      ...(settings ? ['tsconfig.json is yours: tsc, the tests and synth of the deployment go by it'] : []),
      ...(isShared || settings || (isFirst && locks.length > 0)
        ? ['init --directory deploy, instead of this, keeps all that the deployment needs in a folder of its own']
        : []),
    ];
  },
};

/** Folders that Drupal, Composer or the image need for something else. */
const TAKEN = ['config', 'core', 'drush', 'modules', 'node_modules', 'packages', 'sites', 'themes', 'vendor'];

function nameProblems({ options, repository: { directory: at, docroot } }: Before): Problem[] {
  if (options.directory === undefined || at === '') return [];
  const isName = /^[A-Za-z0-9_][\w-]*$/.test(at);
  if (isName && ![docroot, ...TAKEN].includes(at)) return [];
  return [
    {
      path: '--directory',
      value: options.directory,
      message: isName ? 'is used for something else' : 'is not the name of one folder of the repository',
      allowed: 'letters, digits, - and _, and no folder of Drupal or Composer',
      fix: 'write --directory deploy',
    },
  ];
}

/** Files are not moved: git has to see it, and a person to say it. */
function moveProblems({ options, repository: { directory: at, deployedFrom } }: Before): Problem[] {
  if (options.directory === undefined || deployedFrom === undefined || deployedFrom === at) return [];
  return [
    {
      path: '--directory',
      value: options.directory,
      message: `is not where the deployment's files are: ${deployedFrom === '' ? "the repository's root" : `${deployedFrom}/`}`,
      allowed: 'the folder where they are, or none, which means the same',
      fix: 'move them first, as docs/own-folder.md of the package says',
    },
  ];
}
