import { siteOf } from '../files/site-file';
import { outcomeOf, shown, type Topic } from './topic';

/** Where Drupal looks for its exported configuration, and what a release does without one. */
export const configuration: Topic = {
  notes({ decisions: { configuration: decision }, repository: { software, settings } }) {
    if (software.is === 'nothing') return [];
    const { folder, isExported, others, because } = decision;
    return [
      isExported
        ? `configuration in ${folder}, by ${because}`
        : `no exported configuration${because === undefined ? '' : ` in ${folder}, which ${because} names`}: until there is one, a release runs drush updatedb and imports nothing`,
      ...(others.length === 0
        ? []
        : [`more exported configuration in ${listed(others)}, which a release does not import`]),
      ...(settings?.syncExpression === undefined
        ? []
        : [
            `${settings.path} computes config_sync_directory (${settings.syncExpression}); in the cluster, DRUPAL_CONFIG_SYNC takes its place: ${decision.fromDocroot}`,
          ]),
    ];
  },
  steps(situation) {
    const { configuration: decision } = situation.decisions;
    const { fromDocroot, others, isGuess } = decision;
    const site = siteOf(situation.answers.name);
    if (decision.fromDocroot === '../config/sync' || situation.repository.saysConfigSync) return [];
    if (outcomeOf(site, situation)?.status === 'created') {
      if (!isGuess) return []; // the site file has the line
      const text = `${others.length + 1} folders hold an exported configuration, and nothing says which is this site's. ${shown(site, situation)} names ${fromDocroot}; change it if it is another.`;
      return [{ text }];
    }
    const line = `env: { DRUPAL_CONFIG_SYNC: '${decision.fromDocroot}' },`;
    return [{ text: `The configuration is in ${decision.folder}, so add to the site file:`, copy: [line] }];
  },
};

function listed(paths: readonly string[]): string {
  return paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');
}
