import { Repository, type RepositorySecret } from '../backups/repository';
import { BACKUP } from '../contract/backups';
import { instanceOf } from '../contract/instance';
import type { ResolvedSite } from '../site/resolved-site';
import type { SiteBackups } from '../site/site-backups';

const MADE: RepositorySecret = { name: BACKUP.sanitised, purpose: 'the sanitised copy' };
const USED: RepositorySecret = { name: BACKUP.seed, purpose: 'the sanitised copy that it begins with' };

/** The repository of the copy without personal data that an environment makes of its backups; of what is a copy itself there is none. */
export function copyMade({ site, environment, backups, seed }: ResolvedSite): Repository | undefined {
  return backups && seed === undefined ? sanitised(backups, site, environment, MADE) : undefined;
}

/** That of the copy with which an environment begins. */
export function copyUsed({ site, seed }: ResolvedSite): Repository | undefined {
  return seed && sanitised(seed.backups, site, seed.environment, USED);
}

function sanitised(
  { settings }: SiteBackups,
  site: string,
  environment: string,
  secret: RepositorySecret,
): Repository | undefined {
  const { endpoint, region, ca, addresses, sanitise } = settings;
  if (sanitise === undefined) return undefined;
  const { commands, empty, ...own } = sanitise;
  const storage = { endpoint, region, ca, addresses };
  return new Repository({ ...storage, ...own }, instanceOf(site, environment), `${site}/${environment}`, secret);
}
