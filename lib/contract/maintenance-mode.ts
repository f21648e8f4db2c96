/** Where Drupal keeps whether it is in maintenance mode: a key of its state, which `drush state:get` and `state:set` take. */
export const MAINTENANCE_STATE = 'system.maintenance_mode';

/** The drush command that says whether Drupal is in maintenance mode. */
export const ASK_MODE = `drush state:get ${MAINTENANCE_STATE}`;

/** The drush command that switches it, in the database and in the caches. */
export function switchMode(value: 0 | 1): string {
  return `drush state:set ${MAINTENANCE_STATE} ${value} --input-format=integer`;
}
