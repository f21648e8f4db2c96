import { BACKUP } from '../../contract/backups';
import { type Problem, under } from '../../problem';
import type { BackingService } from '../../site/backing-service';
import { OWN_SECRETS } from '../../site/own-secrets';
import type { EnvironmentProps } from '../../site/site';
import { asked } from '../thrown';
import type { SiteCheck } from './check';

/** Every service is sound, and no two have the same id. */
const backingServices: SiteCheck = (site, _environment, defaults) => {
  const all: [path: string, service: BackingService | undefined][] = [
    ['database', site.database ?? defaults.database],
    ['files', site.files ?? defaults.files],
    ['cache', site.cache],
    ['search', site.search],
    ['mail', site.mail],
    ['httpCache', site.httpCache || undefined],
    ...(site.services ?? []).map((service, index): [string, BackingService] => [`services[${index}]`, service]),
  ];
  const given = all.filter((entry): entry is [string, BackingService] => entry[1] !== undefined);
  return [
    ...given.flatMap(([path, service]) => own(path, service)),
    ...takenIds(given),
    ...reservedIds(given, ownSecrets(site)),
  ];
};

export default backingServices;

/** What a problem has to say, where a service of the user's own leaves it out. */
const UNSAID = { allowed: 'what the service takes', fix: 'fix it as the service says' };

/** What a service says of itself; one of the user's own may throw, now or when what it returned is read. */
function own(path: string, service: BackingService): Problem[] {
  const problems = () => (service.problems?.() ?? []).map((problem) => asTexts({ ...UNSAID, ...problem }));
  const outside = () => {
    const things: unknown = service.outside?.() ?? [];
    const isList = Array.isArray(things) && things.every((thing) => typeof thing === 'string');
    return isList ? [] : [{ path: `${path}.outside`, message: 'does not return names', ...NAMES }];
  };
  return [
    ...asked(`${path}.problems`, () => under(path, problems()), 'a list of problems'),
    ...asked(`${path}.outside`, outside, 'a list of names'),
  ];
}

const NAMES = {
  allowed: 'a list of texts such as mysql://db.example.com/shop',
  fix: 'return a list, and not a Promise',
};

function asTexts({ path, message, allowed, fix, value }: Problem): Problem {
  return { path: `${path ?? ''}`, message: `${message}`, allowed: `${allowed}`, fix: `${fix}`, value };
}

/** A site without backups may have called a service so before there were any. */
function ownSecrets({ backups, seed }: Pick<EnvironmentProps, 'backups' | 'seed'>): readonly string[] {
  return [
    ...OWN_SECRETS,
    ...(backups ? [BACKUP.secret, ...(backups.settings?.sanitise ? [BACKUP.sanitised] : [])] : []),
    ...(seed === undefined ? [] : [BACKUP.seed]),
  ];
}

function reservedIds(given: readonly [path: string, service: BackingService][], own: readonly string[]): Problem[] {
  const isReserved = (path: string, id: string) =>
    own.includes(id) || (id === 'mysql' && path !== 'database') || (id === 'smtp' && path !== 'mail');
  return given
    .filter(([path, { id }]) => isReserved(path, id))
    .map(([path, { id }]) => ({
      path: `${path}.id`,
      value: id,
      message: "is the name of one of the site's own Secrets",
      allowed: `any name but ${[...own, 'mysql', 'smtp'].join(', ')}`,
      fix: 'give it another id',
    }));
}

function takenIds(given: readonly [path: string, service: BackingService][]): Problem[] {
  const taken = new Set<string>();
  return given.flatMap(([path, { id }]) => {
    if (!taken.has(id)) {
      taken.add(id);
      return [];
    }
    return [
      {
        path: `${path}.id`,
        value: id,
        message: 'is taken by another service',
        allowed: 'an id that no other service has',
        fix: 'give it another id',
      },
    ];
  });
}
