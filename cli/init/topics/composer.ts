import type { Topic } from './topic';

/** What Composer needs to make the same image twice. */
export const composer: Topic = {
  notes({ repository: { composer: facts } }) {
    if (facts === undefined || facts.missing.length === 0) return [];
    return [`composer.json names what is not in the repository: ${facts.missing.join(', ')}`];
  },
  steps(situation) {
    const { composer: facts, software } = situation.repository;
    if (facts?.isLocked || (facts === undefined && software.is !== 'nothing')) return [];
    const at = facts === undefined || facts.folder === '' ? '' : ` --working-dir ${facts.folder}`;
    return [
      {
        text: `There is no composer.lock, so each build would install whatever is newest. Make one for git${software.is === 'nothing' ? `, here or with Docker (docs/from-an-empty-folder.md of the package)` : ''}:`,
        copy: [`composer update --no-install --ignore-platform-req='ext-*'${at}`],
      },
    ];
  },
};
