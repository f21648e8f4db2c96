import { BACKUP_NAMES } from '../../contract/backups';
import { pathTo } from '../../formats/shape';
import { under } from '../../problem';
import { asked } from '../thrown';
import type { SiteCheck } from './check';

/** Where backups go is sound, and no command has the name of what makes them. */
const backups: SiteCheck = ({ backups: to, commands = {} }) => {
  if (to === undefined || to === false) return [];
  const taken = Object.keys(commands).filter((name) => BACKUP_NAMES.includes(name));
  return [
    ...asked('backups', () => under('backups', to.problems()), 'a list of problems'),
    ...taken.map((name) => ({
      path: pathTo('commands', name),
      message: 'is the name of a workload that backups add',
      allowed: `any name but ${BACKUP_NAMES.join(', ')}`,
      fix: 'rename the command',
    })),
  ];
};

export default backups;
