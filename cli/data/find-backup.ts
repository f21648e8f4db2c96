import type { DeployContext } from '../context/deploy-context';
import { Refusal } from '../context/refusal';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { type Backup, chosen, lineOf } from './backup';
import { listBackups } from './list-backups';

/** Which backup, and what of it. */
export interface WantedBackup {
  /** The run's name, or a time. */
  readonly backup?: string;
  /**
   * The part of it.
   * @default - all that it has
   */
  readonly only?: 'database' | 'files';
}

/**
 * The backup of a name or a time, else the newest. Where the site has files and they are asked for, a dump before a release is none,
 * unless it is named.
 * @param cronJob what makes backups, which says whether the site has files
 * @throws Refusal if there is no such backup, with those that there are
 */
export async function findBackup(
  context: DeployContext,
  cronJob: KubernetesObject,
  { backup: wanted, only }: WantedBackup,
): Promise<Backup> {
  const backups = await listBackups(context);
  const needsFiles = only === 'files' || (only === undefined && hasFiles(cronJob));
  const found = chosen(backups, wanted, needsFiles);
  if (found === undefined) throw none(backups, wanted, needsFiles);
  if (only === 'files' && found.files === undefined)
    throw new Refusal(`the backup ${found.run} has no files`, ['leave --only out, or choose another one']);
  if (needsFiles && found.files === undefined)
    context.progress.note(`the backup ${found.run} has no files: the database alone comes back`);
  const [newest] = backups;
  if (wanted === undefined && newest !== undefined && newest !== found)
    context.progress.note(`${newest.run} is newer and has no files; for its database: --only database`);
  return found;
}

function hasFiles({ spec }: KubernetesObject): boolean {
  const { initContainers = [], containers } = spec.jobTemplate.spec.template.spec;
  return [...initContainers, ...containers].some(({ name }: { name: string }) => name === 'files');
}

function none(backups: readonly Backup[], wanted: string | undefined, needsFiles: boolean): Refusal {
  const what = needsFiles && backups.length > 0 ? 'backup with files' : 'backup';
  return new Refusal(wanted === undefined ? `there is no ${what} yet` : `there is no ${what} ${wanted}`, [
    ...(backups.length === 0
      ? ['make one: cdk8s-drupal backup']
      : [...(needsFiles ? ['for the database alone: --only database'] : []), 'there are:']),
    ...backups.slice(0, 20).map((backup) => lineOf(backup, Date.now())),
  ]);
}
