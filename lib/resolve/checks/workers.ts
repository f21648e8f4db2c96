import { pathTo } from '../../formats/shape';
import { under } from '../../problem';
import { oneNodeProblems } from '../../site/one-node';
import type { SiteCheck } from './check';

/** A worker's pods are told from all others by its name, and storage decides how many there may be. */
const workers: SiteCheck = (site, _environment, defaults) => {
  const isBlock = (site.files ?? defaults.files).accessMode === 'ReadWriteOnce';
  return Object.entries(site.workers ?? {}).flatMap(([name, { replicas }]) => [
    ...(name in (site.commands ?? {})
      ? [
          {
            path: pathTo('workers', name),
            message: 'is the name of a command, too, and pods are told apart by it',
            allowed: 'a name that no command has',
            fix: 'rename one of them',
          },
        ]
      : []),
    ...(isBlock ? under(pathTo('workers', name), oneNodeProblems({ replicas })) : []),
  ]);
};

export default workers;
