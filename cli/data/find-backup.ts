import type { DeployContext } from '../context/deploy-context';
import { Refusal } from '../context/refusal';
import { type Backup, chosen, lineOf } from './backup';
import { listBackups } from './list-backups';

/**
 * The backup of a name or a time, else the newest.
 * @throws Refusal if there is no such backup, with those that there are
 */
export async function findBackup(context: DeployContext, wanted: string | undefined): Promise<Backup> {
  const backups = await listBackups(context);
  const found = chosen(backups, wanted);
  if (found !== undefined) return found;
  throw new Refusal(wanted === undefined ? 'there is no backup yet' : `there is no backup ${wanted}`, [
    ...(backups.length === 0 ? ['make one: cdk8s-drupal backup'] : ['there are:']),
    ...backups.slice(0, 20).map((backup) => lineOf(backup, Date.now())),
  ]);
}
