import { BACKUP } from '../../lib/contract/backups';
import { RELEASE_DEFAULTS } from '../../lib/contract/release';
import { readClusterState } from '../apply/cluster-state';
import type { DeployContext } from '../context/deploy-context';
import { Refusal } from '../context/refusal';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { withLease } from '../lease/lease';
import { refuseBeside } from '../owners/refuse-beside';
import { assertOurs } from '../preflight/namespace-proof';
import { assertNoRelease } from './assert-no-release';
import { ageOf, type Backup, lineOf } from './backup';
import { isStopped } from './closed-site';
import { backupCronJob, endOtherJobs, jobFrom, jobName, runJob } from './data-job';
import { liveWeb } from './drush-job';
import { findBackup, type WantedBackup } from './find-backup';
import { makeBackup } from './make-backup';
import { replaceDatabase } from './replace-database';
import { refuseWithoutRights } from './rights';

export interface RestoreOptions extends WantedBackup {
  /** The environment's name, typed out. */
  readonly environment?: string;
  /** Without a backup of what is there now. */
  readonly backupFirst?: boolean;
}

/** Puts a backup in the place of what an environment holds. @throws Refusal, Failure */
export async function restore(context: DeployContext, options: RestoreOptions): Promise<string[]> {
  const { dist, kubectl, progress } = context;
  assertOurs(context, await readClusterState(kubectl));
  await refuseWithoutRights(context, 'restore');
  await refuseBeside(context, 'restore');
  const web = await liveWeb(context);
  const cronJob = await backupCronJob(context, BACKUP.make);
  return withLease(context, async (lease) => {
    const backup = await progress.step('backups', () => findBackup(context, cronJob, options));
    const parts = {
      database: options.only !== 'files',
      files: options.only !== 'database' && backup.files !== undefined,
    };
    assertMeant(context, options, backup);
    await assertNoRelease(context);
    await endOtherJobs(context);
    if (isStopped(web)) progress.note('an earlier restore has not ended: what it has left is not backed up');
    else if (options.backupFirst ?? true) await makeBackup(context);
    await lease.assertHeld();
    if (!parts.database) {
      await progress.step('restore', () =>
        runJob(context, restoreJob(cronJob, backup, parts), FAILED(dist.folder, options)),
      );
    } else {
      await replaceDatabase(context, lease, web, {
        title: 'restore',
        job: restoreJob(cronJob, backup, parts),
        command: needsRelease(backup, cronJob)
          ? (dist.plan.releaseCommand ?? RELEASE_DEFAULTS.command)
          : ['drush', 'cache:rebuild'],
        failure: FAILED(dist.folder, options),
      });
    }
    return [
      `${partsOf(parts)} ${dist.plan.url} as of ${backup.time}, ${ageOf(Date.now() - Date.parse(backup.time))} ago`,
      ...(parts.database
        ? [`rows when it was backed up: ${backup.rows.replaceAll(';', ', ').replaceAll(':', ' ')}`]
        : []),
    ];
  });
}

const FAILED = (folder: string, { environment }: RestoreOptions) =>
  `the restore has not ended; the site stays closed until one ends: cdk8s-drupal restore ${folder} --environment ${environment}`;

/** What is there now is gone afterwards, so the environment's name is typed out by whoever means it. @throws Refusal */
function assertMeant({ dist }: DeployContext, { environment }: RestoreOptions, backup: Backup): void {
  const { plan, site, folder } = dist;
  if (environment === plan.environment) return;
  throw new Refusal(`this replaces what ${site} ${plan.environment} holds; nothing was changed`, [
    `it would become as of ${backup.time}: ${lineOf(backup, Date.now())}`,
    `all that has come since is lost, but for a backup that is made first`,
    `if you mean it, type the name out: cdk8s-drupal restore ${folder} --environment ${plan.environment} --backup ${backup.run}`,
  ]);
}

function restoreJob(
  cronJob: KubernetesObject,
  backup: Backup,
  parts: { readonly database: boolean; readonly files: boolean },
): KubernetesObject {
  return jobFrom(cronJob, jobName('restore'), {
    ...(parts.database
      ? {
          database: {
            script: 'restore-database',
            env: {
              RESTORE_DATABASE: backup.database.id,
              RESTORE_SERVER: backup.server,
              RESTORE_ROWS: backup.rows,
            },
          },
        }
      : {}),
    ...(parts.files
      ? { files: { script: 'restore-files', writes: true, env: { RESTORE_FILES: backup.files?.id ?? '' } } }
      : {}),
  });
}

/** Whether the code that serves is newer than the database: a dump from before a release bears the name of that release. */
function needsRelease({ kind, release }: Backup, cronJob: KubernetesObject): boolean {
  return kind === BACKUP.release || release !== releaseOf(cronJob);
}

/** The release that serves, as a backup would name it. */
function releaseOf({ spec }: KubernetesObject): string | undefined {
  const { containers } = spec.jobTemplate.spec.template.spec;
  return containers[0].env?.find(({ name }: { name: string }) => name === 'BACKUP_RELEASE')?.value;
}

function partsOf({ database, files }: { readonly database: boolean; readonly files: boolean }): string {
  if (database && files) return 'database and files of';
  return database ? 'the database of' : 'the files of';
}
