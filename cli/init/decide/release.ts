import type { ConfigurationDecision } from './configuration';
import { type DrushDecision, knowsDeploy } from './drush';

/** What a release runs, where it is not `drush deploy`. */
export interface ReleaseDecision {
  readonly command: readonly string[];
  /** Why, as a comment of the site file. */
  readonly comment: string;
}

/** Whether the image holds an export of the configuration, as a shell asks in the docroot. */
export const IS_EXPORTED = '[ -e "$DRUPAL_CONFIG_SYNC/core.extension.yml" ]';

/** The release of a site that has not exported its configuration yet: an import from an empty folder would fail. */
export const AS_EXPORTED = ['sh', '-c', `if ${IS_EXPORTED}; then drush deploy -y; else drush updatedb -y; fi`] as const;

/** `drush deploy` imports configuration, which Drupal refuses where there is none, and is not in older versions of Drush. */
export function decideRelease(configuration: ConfigurationDecision, drush: DrushDecision): ReleaseDecision | undefined {
  const isOld = !knowsDeploy(drush.version);
  if (!configuration.isExported)
    return isOld
      ? { command: ['drush', 'updatedb', '-y'], comment: `${configuration.folder} holds no exported configuration.` }
      : {
          command: AS_EXPORTED,
          comment: `${configuration.folder} holds no exported configuration yet, and an import from an empty folder would fail.`,
        };
  if (!isOld) return undefined;
  return {
    command: ['sh', '-c', 'drush updatedb -y && drush config:import -y && drush cache:rebuild'],
    comment: 'Leave this out with Drush 10.3 or newer, which has drush deploy.',
  };
}
