import type { Demand } from '../../look/composer/facts';
import type { Repository } from '../../look/repository';
import { meets } from './constraint';
import { FLIGHTDECK_PHP, isNewer, newestFor, PHP_RELEASES, type PhpRelease, USUAL_PHP } from './releases';

/** The PHP of the image. */
export interface PhpChoice {
  readonly release: PhpRelease;
  /** Why this one, for a person. */
  readonly because: string;
  /** What no offered version meets; then nothing can be written. */
  readonly unmet: readonly Demand[];
}

/**
 * The newest supported PHP that core, composer.json and composer.lock allow. What is chosen already stays while it is allowed: by
 * Composer's `config.platform`, or by the Dockerfile. Without a lock nobody knows what will be installed, so the pinned one comes first.
 */
export function choosePhp(profile: string, repository: Repository): PhpChoice {
  const { composer, software, dockerfile } = repository;
  const demands = composer?.php ?? [];
  const offered = offeredTo(profile);
  const allowed = offered.filter(({ patch }) => demands.every(({ constraint }) => meets(patch, constraint) !== false));
  const [newest] = allowed;
  if (newest === undefined) return { release: usual(offered), because: '', unmet: blockers(offered, demands) };
  if (profile === 'flightdeck') return choice(newest, 'Flight Deck has no other');
  const core = software.is === 'drupal' ? software.core?.version : undefined;
  const there = allowed.find(({ version }) => version === dockerfile?.php);
  if (there !== undefined && dockerfile?.phpImage !== undefined && /^ARG PHP=/m.test(dockerfile.text))
    return choice({ ...there, image: dockerfile.phpImage }, 'as the Dockerfile has it');
  const assumed = allowed.find(({ version }) => composer?.platformPhp?.startsWith(version));
  if (assumed !== undefined) return choice(assumed, 'as config.platform in composer.json says');
  const pinned = allowed.find(({ version }) => version === USUAL_PHP);
  const isUnlocked = composer !== undefined && !composer.isLocked;
  if (pinned !== undefined && (isUnlocked || (demands.length === 0 && newestFor(core) === undefined)))
    return choice(pinned, 'which this package is tested with');
  return newestSuitable(allowed, newest, core, composer?.isLocked ? 'composer.lock' : 'composer.json');
}

/** The versions that a profile has, the newest first. */
export function offeredTo(profile: string): readonly PhpRelease[] {
  return profile === 'flightdeck' ? [FLIGHTDECK_PHP] : PHP_RELEASES;
}

function newestSuitable(
  allowed: readonly PhpRelease[],
  newest: PhpRelease,
  core: string | undefined,
  source: string,
): PhpChoice {
  const limit = newestFor(core);
  const fit = limit === undefined ? newest : allowed.find(({ version }) => !isNewer(version, limit));
  if (fit === undefined)
    return choice(newest, `the newest that ${source} allows, though newer than Drupal ${core} is made for`);
  return choice(
    fit,
    fit === newest ? `the newest that ${source} allows` : `the newest that Drupal ${core} is made for`,
  );
}

function choice(release: PhpRelease, because: string): PhpChoice {
  return { release, because, unmet: [] };
}

function usual(offered: readonly PhpRelease[]): PhpRelease {
  return offered.find(({ version }) => version === USUAL_PHP) ?? (offered[0] as PhpRelease);
}

/** Those that shut out every version, or together do; then each that shuts out some. */
function blockers(offered: readonly PhpRelease[], demands: readonly Demand[]): Demand[] {
  const shutsOut = ({ constraint }: Demand) => offered.filter(({ patch }) => meets(patch, constraint) === false).length;
  const all = demands.filter((demand) => shutsOut(demand) === offered.length);
  return all.length > 0 ? all : demands.filter((demand) => shutsOut(demand) > 0);
}
