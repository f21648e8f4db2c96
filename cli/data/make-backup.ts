import { BACKUP } from '../../lib/contract/backups';
import type { DeployContext } from '../context/deploy-context';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { backupCronJob, jobFrom, jobName, runJob } from './data-job';

/** Backs an environment up now, as the schedule does. @throws Failure if it fails */
export async function makeBackup(context: DeployContext): Promise<void> {
  const env = { BACKUP_KIND: 'manual' };
  const work = { database: { env }, files: { env }, keep: { env } };
  const cronJob = await backupCronJob(context, BACKUP.make);
  const job = ownedBy(cronJob, jobFrom(cronJob, jobName('backup-manual'), work));
  await context.progress.step('backup', () => runJob(context, job, 'the backup failed'));
}

/** As `kubectl create job --from` does: Kubernetes takes its success for one of the schedule, and keeps and deletes it as those. */
function ownedBy(
  { apiVersion, kind, metadata: { name, uid = '' } }: KubernetesObject,
  job: KubernetesObject,
): KubernetesObject {
  const ownerReferences = [{ apiVersion, kind, name, uid, controller: true }];
  return { ...job, metadata: { ...job.metadata, ownerReferences } };
}
