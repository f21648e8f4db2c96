import { BACKUP } from '../../lib/contract/backups';
import type { DeployContext } from '../context/deploy-context';
import { type Backup, backupsIn } from './backup';
import { backupCronJob, jobFrom, jobName, runJob } from './data-job';
import { rehearsedRuns } from './rehearsal';

/**
 * The backups of an environment, the newest first. A pod asks the storage: whoever runs the command has neither its key nor the
 * password.
 */
export async function listBackups(context: DeployContext): Promise<Backup[]> {
  const cronJob = await backupCronJob(context, BACKUP.care);
  const job = jobFrom(cronJob, jobName('backup-list'), { care: { script: 'list' } });
  const log = await runJob(context, job, 'the backups could not be listed');
  const line = log.split('\n').find((one) => one.startsWith('['));
  const rehearsed = await rehearsedRuns(context.kubectl);
  return backupsIn(JSON.parse(line ?? '[]')).map((backup) => {
    const at = rehearsed.get(backup.run);
    return at === undefined ? backup : { ...backup, rehearsed: at };
  });
}
