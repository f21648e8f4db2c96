import { didYouMean } from '../nearest';
import type { Problem } from '../problem';
import type { Seed } from '../site/seed';
import type { SiteProps } from '../site/site';
import type { SiteBackups } from '../site/site-backups';
import type { Candidate } from './candidates';
import { isLive } from './live';

/** What an environment begins with, if it says so. The site's shape may be wrong elsewhere. */
export function seedOf(site: Partial<SiteProps>, { own: { seed } }: Candidate): Seed | undefined {
  const backups = seed === undefined ? undefined : copyingBackups(site, seed);
  return seed === undefined || backups === undefined ? undefined : { environment: seed, backups };
}

/** A seed is the copy of another environment, which makes one, and never fills what the public uses. */
export function seedProblems(site: Partial<SiteProps>, candidate: Candidate): Problem[] {
  const { seed } = candidate.own;
  if (seed === undefined) return [];
  const path = 'seed';
  const names = Object.keys(site.environments ?? {});
  const able = names.filter((name) => name !== candidate.name && copyingBackups(site, name) !== undefined);
  const allowed =
    able.length > 0 ? able.join(', ') : 'an environment that has backups with sanitise; there is none yet';
  if (isLive(candidate, site))
    return [
      {
        path,
        value: seed,
        message: 'would fill the site that the public uses with a copy',
        allowed: 'an environment that is not live, and review',
        fix: 'take it out; what is lost on live comes back by cdk8s-drupal restore',
      },
    ];
  if (!names.includes(seed))
    return [
      {
        path,
        value: seed,
        message: 'is not an environment of the site',
        allowed,
        fix: didYouMean(seed, names) ?? 'name the environment that has the content',
      },
    ];
  if (seed === candidate.name)
    return [
      { path, value: seed, message: 'is the environment itself', allowed, fix: 'name the one that has the content' },
    ];
  if (able.includes(seed)) return [];
  return [
    {
      path,
      value: seed,
      message: 'makes no sanitised copy, which is all that may come from it',
      allowed,
      fix: `add sanitise to the backups of ${seed}, as docs/data.md shows`,
    },
  ];
}

function copyingBackups(
  { environments = {}, backups: common }: Partial<SiteProps>,
  name: string,
): SiteBackups | undefined {
  const backups = environments[name]?.backups ?? common;
  return backups === undefined || backups === false || backups.settings?.sanitise === undefined ? undefined : backups;
}
