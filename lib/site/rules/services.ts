import { type Problem, under } from '../../problem';
import type { BackingService } from '../backing-service';
import type { SiteRule } from './rule';

/** Every service is sound, and no two have the same id. */
const services: SiteRule = (site, _environment, defaults) => {
  const all: [path: string, service: BackingService | undefined][] = [
    ['database', site.database ?? defaults.database],
    ['files', site.files ?? defaults.files],
    ['cache', site.cache],
    ['search', site.search],
    ...(site.services ?? []).map((service, index): [string, BackingService] => [`services[${index}]`, service]),
  ];
  const given = all.filter((entry): entry is [string, BackingService] => entry[1] !== undefined);
  return [...given.flatMap(([path, service]) => under(path, service.problems?.() ?? [])), ...takenIds(given)];
};

export default services;

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
        todo: 'give it another id',
      },
    ];
  });
}
