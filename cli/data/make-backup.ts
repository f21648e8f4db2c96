import { BACKUP } from '../../lib/contract/backups';
import type { DeployContext } from '../context/deploy-context';
import { backupCronJob, jobFrom, jobName, runJob } from './data-job';

/** Backs an environment up now, as the schedule does. @throws Failure if it fails */
export async function makeBackup(context: DeployContext): Promise<void> {
  const env = { BACKUP_KIND: 'manual' };
  const work = { database: { env }, files: { env }, keep: { env } };
  const job = jobFrom(await backupCronJob(context, BACKUP.make), jobName('backup-manual'), work);
  await context.progress.step('backup', () => runJob(context, job, 'the backup failed'));
}
