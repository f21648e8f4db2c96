import type { Problem } from '../../../lib/problem';
import { lacksDrupal } from '../decide/core';
import { FLIGHTDECK_PHP } from '../decide/php/releases';
import type { CoreVersion } from '../look/drupal/software';
import type { Repository } from '../look/repository';
import type { Topic } from './topic';

/** The oldest major version of Drupal whose core is still mended. */
const OLDEST = 10;
/** The oldest minor version that Flight Deck's PHP and settings.kubernetes.php suit. */
const OLDEST_FLIGHTDECK = 9.4;
const PAGE = 'docs/what-init-does.md of the package';

/** Only a Drupal that is still supported can be run, and nothing else is taken for one. */
export const software: Topic = {
  refusals({ repository: { software }, answers: { profile } }) {
    if (software.is === 'other')
      return [
        {
          path: 'the folder',
          message: `holds ${software.name} (by ${software.by}), and init writes files for a Drupal site`,
          allowed: `the folder of a Drupal ${OLDEST} or newer, or one without a program`,
          fix:
            software.fix ??
            `name the folder of the site: cdk8s-drupal init FOLDER; for a PHP site that is not Drupal, ${PAGE} says what it needs`,
        },
      ];
    return software.is === 'drupal' && software.core !== undefined ? tooOld(software.core, profile) : [];
  },
  notes({ repository }) {
    const { software } = repository;
    if (software.is !== 'drupal' || lacksDrupal(repository)) return [];
    const { core } = software;
    if (core !== undefined) return [`Drupal ${core.version}, by ${core.by}`];
    return ["Drupal's version is not known: neither composer.json nor a core/ in git names it"];
  },
};

/** Whether the version itself is refused: then what it asks of PHP is beside the point. */
export function isTooOld({ software }: Repository, profile: string): boolean {
  return software.is === 'drupal' && software.core !== undefined && tooOld(software.core, profile).length > 0;
}

function tooOld({ version, by }: CoreVersion, profile: string): Problem[] {
  const [, major, minor] = /(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  if (major === undefined || Number(major) >= OLDEST) return [];
  if (profile === 'flightdeck' && Number(`${major}.${minor ?? 0}`) >= OLDEST_FLIGHTDECK) return [];
  const isSeven = Number(major) < 8;
  const fitsFlightdeck = Number(`${major}.${minor ?? 0}`) >= OLDEST_FLIGHTDECK;
  return [
    {
      path: by,
      value: version,
      message: `is Drupal ${major}, which nobody supports any more${isSeven ? ', and which knows none of the settings that init writes' : ''}`,
      allowed: `Drupal ${OLDEST} or newer`,
      fix: fitsFlightdeck
        ? `update to Drupal ${OLDEST}; or run init with --profile flightdeck, whose PHP ${FLIGHTDECK_PHP.version} suits this version and gets no fixes either`
        : `update to Drupal ${OLDEST} first; ${PAGE} says what a site needs that is deployed without init`,
    },
  ];
}
