import type { Repository } from '../look/repository';

/** Packages that bring no Drupal along. */
const WITHOUT = /^(composer|cweagans|drush)\//;

/** Whether the image would surely hold no Drupal: without a lock, a package of a distribution may bring it. */
export function lacksDrupal({ composer, software }: Repository): boolean {
  if (composer === undefined || software.is !== 'drupal' || software.core !== undefined) return false;
  return composer.isLocked || Object.keys(composer.packages).every((name) => WITHOUT.test(name));
}
