import { lacksDrupal } from '../decide/core';
import type { ComposerFacts } from '../look/composer/facts';
import { isKept, outcomeOf, type Situation, type Step, shown, type Topic } from './topic';

/** What Composer needs to make the same image twice. */
export const composer: Topic = {
  notes({ repository: { composer: facts } }) {
    if (facts === undefined || facts.missing.length === 0) return [];
    return [`composer.json names what is not in the repository: ${facts.missing.join(', ')}`];
  },
  steps: (situation) => [
    ...coreStep(situation),
    ...lockStep(situation),
    ...scriptsStep(situation),
    ...loginStep(situation),
  ],
};

/** Without Drupal among the packages and in git, the image would hold none. */
function coreStep({ repository }: Situation): Step[] {
  if (!lacksDrupal(repository)) return [];
  return [
    {
      text: 'Drupal is neither among the packages nor in the repository, so the image would have none:',
      copy: [`composer require drupal/core-recommended drupal/core-composer-scaffold${working(repository.composer)}`],
    },
  ];
}

function lockStep(situation: Situation): Step[] {
  const { composer: facts, software } = situation.repository;
  if (facts?.isLocked || (facts === undefined && software.is !== 'nothing')) return [];
  return [
    {
      text: `There is no composer.lock, so each build would install whatever is newest. Make one for git${software.is === 'nothing' ? `, here or with Docker (docs/from-an-empty-folder.md of the package)` : ''}:`,
      copy: [`composer update --no-install --ignore-platform-req='ext-*'${working(facts)}`],
    },
    ...(facts !== undefined && outcomeOf('Dockerfile', situation)?.status === 'created'
      ? [{ text: `Delete ${shown('Dockerfile', situation)} and run init again: it goes by what the lock asks of PHP.` }]
      : []),
  ];
}

/** Scripts that were written for a developer's machine end the build. */
function scriptsStep(situation: Situation): Step[] {
  const { composer: facts } = situation.repository;
  if (facts === undefined || facts.absent.length === 0 || isKept('Dockerfile', situation)) return [];
  const [first = ''] = facts.absent;
  const test = first === '.git' ? '[ ! -e .git ]' : `! command -v ${first} > /dev/null`;
  return [
    {
      text: `Scripts of composer.json that belong to an installation use ${facts.absent.join(', ')}, which the build of the image does not have, and would end it. Unless they see to that, begin each such line with:`,
      copy: [`${test} ||`],
    },
  ];
}

/** What everybody may read needs no login, and only the team knows. */
function loginStep({ repository: { composer: facts } }: Situation): Step[] {
  if (facts === undefined || facts.hosts.length === 0) return [];
  return [
    {
      text: `Composer takes packages from ${facts.hosts.join(', ')}. Where that wants a login, the build needs it as the variable COMPOSER_AUTH: docs/private-packages.md of the package.`,
    },
  ];
}

function working(facts: ComposerFacts | undefined): string {
  return facts === undefined || facts.folder === '' ? '' : ` --working-dir ${facts.folder}`;
}
