import type { Repository } from '../look/repository';

/** Whether the image will have Drush. */
export interface DrushDecision {
  /** `dev`: Composer leaves it out with --no-dev. `unknown`: there is no composer.json, so it may be in git. */
  readonly is: 'there' | 'dev' | 'missing' | 'unknown';
  /** By composer.lock; a constraint where there is no lock. */
  readonly version?: string;
}

export function decideDrush({ composer, software }: Repository): DrushDecision {
  if (software.is === 'nothing') return { is: 'there' };
  if (composer === undefined) return { is: 'unknown' };
  const version = composer.packages['drush/drush'];
  if (version !== undefined) return { is: 'there', version };
  const dev = composer.devPackages['drush/drush'];
  if (dev !== undefined) return { is: 'dev', version: dev };
  // Without a lock, a package of a distribution may bring it.
  const isPlain = Object.keys(composer.packages).every((name) => /^(drupal|composer|cweagans)\//.test(name));
  return { is: composer.isLocked || isPlain ? 'missing' : 'unknown' };
}

/** `drush deploy` came with Drush 10.3. */
export function knowsDeploy(version: string | undefined): boolean {
  const [, major = '99', minor = '99'] = /(\d+)(?:\.(\d+))?/.exec(version ?? '') ?? [];
  return Number(major) > 10 || (Number(major) === 10 && Number(minor) >= 3);
}
