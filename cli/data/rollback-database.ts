import { BACKUP } from '../../lib/contract/backups';
import { COMPONENT, LABEL } from '../../lib/contract/labels';
import { applySet } from '../apply/apply';
import { readClusterState } from '../apply/cluster-state';
import { together } from '../apply/together';
import type { DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT, Refusal } from '../context/refusal';
import { applyStateOf } from '../deploy/restore-state';
import { applyWeb, deploymentsIn } from '../deploy/rollout';
import { type ReleaseRecord, readReleases, writeReleases } from '../history/releases';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { withLease } from '../lease/lease';
import { refuseBeside } from '../owners/refuse-beside';
import { takeOver } from '../owners/take-over';
import { assertOurs } from '../preflight/namespace-proof';
import { releaseFailedSince, removeReleasesSince } from '../release/release-job';
import { waitReady } from '../waiting/wait-ready';
import { assertNoRelease } from './assert-no-release';
import { type Backup, lineOf } from './backup';
import { closeSite, isStopped, openSite } from './closed-site';
import { backupCronJob, endOtherJobs, jobFrom, jobName, runJob } from './data-job';
import { drushJob, liveWeb } from './drush-job';
import { heldStep } from './held-step';
import { listBackups } from './list-backups';
import { refuseWithoutRights } from './rights';
import { since } from './rows';

export interface RollbackDatabaseOptions {
  /** The environment's name, typed out. */
  readonly environment?: string;
}

/** What is gone back to, and from what. */
interface Way {
  /** The release whose web shall serve. */
  readonly target: ReleaseRecord;
  /** Those that stay known. */
  readonly older: readonly ReleaseRecord[];
  /** The dump that was made before the release that is undone. */
  readonly dump: Backup;
}

/**
 * Undoes a release with its changes of the database: the dump from before it, and the web that served then. Everything that has come into
 * the database since is lost, so that is told first. Killed at any moment, it is run again.
 * @throws Refusal, Failure
 */
export async function rollbackDatabase(context: DeployContext, options: RollbackDatabaseOptions): Promise<string[]> {
  const { dist, kubectl, progress } = context;
  assertOurs(context, await readClusterState(kubectl));
  await refuseWithoutRights(context, 'roll back the database of');
  await refuseBeside(context, 'rollback');
  const cronJob = await backupCronJob(context, BACKUP.make);
  return withLease(context, async (lease) => {
    const isUnfinished = isStopped(await liveWeb(context));
    await assertNoRelease(context);
    const { target, older, dump } = await progress.step('backups', () => wayBack(context));
    const now = await progress.step('count', () => countRows(context, cronJob));
    const lost = since(dump.rows, now);
    if (!isUnfinished) assertMeant(context, options, { target, older, dump }, lost);
    await endOtherJobs(context);
    const step = heldStep(context, lease);
    const failure = `the rollback has not ended; the site stays closed until one ends: cdk8s-drupal rollback ${dist.folder} --database`;
    await step('close the site', () => closeSite(context));
    await removeReleasesSince(context, dump.time);
    await step('restore', () => runJob(context, loadJob(cronJob, dump), failure));
    await takeOver(context, [...target.services, ...target.web, ...target.state]);
    await step('services', () => applySet(context, 'services', together(target.services, undefined)));
    await step('state', () => applyStateOf(context, target));
    const rebuild = drushJob(webOf(target), jobName('restore-drush'), ['drush', 'cache:rebuild']);
    await step('drush cache:rebuild', () => runJob(context, rebuild, failure));
    await step('web', () => bringBack(context, target));
    await step('open the site', () => openSite(context));
    await writeReleases(kubectl, [target, ...older]);
    return [
      `${target.image} serves ${dist.plan.url}, with the database as of ${dump.time}`,
      ...(lost.length === 0 ? [] : ['this is gone, or back:', ...lost]),
    ];
  });
}

/** A release that failed has changed the database under the web that serves; one that served is what is undone. @throws Refusal */
async function wayBack(context: DeployContext): Promise<Way> {
  const releases = await readReleases(context.kubectl);
  const [newest, ...others] = releases;
  if (newest === undefined) throw new Refusal('no release has served yet; nothing was changed', ['restore a backup']);
  const dumps = (await listBackups(context)).filter(({ kind }) => kind === BACKUP.release);
  const failed = await releaseFailedSince(context, newest.at);
  const [target, ...older] = failed === undefined ? others : [newest, ...others];
  const undone = releaseTag(newest);
  const dump =
    failed === undefined
      ? dumps.find(({ release }) => release === undone)
      : dumps.find(({ time }) => Date.parse(time) > Date.parse(newest.at));
  if (target === undefined)
    throw new Refusal('there is no earlier release to go back to; nothing was changed', [
      'cdk8s-drupal restore brings a backup of the database back',
    ]);
  if (dump === undefined)
    throw new Refusal('there is no dump from before the release; nothing was changed', [
      failed === undefined
        ? `none was made before ${newest.image}, or it is forgotten`
        : `job/${failed} failed before its dump was made, so it has changed nothing`,
      `what there is: cdk8s-drupal backups ${context.dist.folder}`,
    ]);
  return { target, older, dump };
}

/** @throws Refusal, with what would be lost */
function assertMeant(
  { dist }: DeployContext,
  { environment }: RollbackDatabaseOptions,
  { target, dump }: Way,
  lost: readonly string[],
): void {
  if (environment === dist.plan.environment) return;
  throw new Refusal('this undoes what the database has got since; nothing was changed', [
    `${target.image} would serve, with the database as of ${dump.time}: ${lineOf(dump, Date.now())}`,
    ...(lost.length === 0 ? ['no rows have come or gone since; what was changed in them would be as before'] : lost),
    `if you mean it: cdk8s-drupal rollback ${dist.folder} --database --environment ${dist.plan.environment}`,
  ]);
}

/** The counts as they are; of a database that does not answer nobody knows. */
async function countRows(context: DeployContext, cronJob: KubernetesObject): Promise<string> {
  const job = jobFrom(cronJob, jobName('backup-count'), { database: { script: 'count' } });
  const log = await runJob(context, job, 'the rows could not be counted, so nobody knows what would be lost');
  return /^counted: (.*)$/m.exec(log)?.[1] ?? '';
}

function loadJob(cronJob: KubernetesObject, dump: Backup): KubernetesObject {
  const env = { RESTORE_DATABASE: dump.database.id, RESTORE_SERVER: dump.server, RESTORE_ROWS: dump.rows };
  return jobFrom(cronJob, jobName('restore'), { database: { script: 'restore-database', env } });
}

/** How the dumps before a release name it: as its own backups do. */
function releaseTag({ web }: ReleaseRecord): string | undefined {
  const cronJob = web.find(({ kind, metadata }) => kind === 'CronJob' && metadata.name === BACKUP.make);
  const [container] = cronJob?.spec.jobTemplate.spec.template.spec.containers ?? [];
  return container?.env?.find(({ name }: { name: string }) => name === 'BACKUP_RELEASE')?.value;
}

function webOf({ web, image }: ReleaseRecord): KubernetesObject {
  const found = deploymentsIn(web).find(({ metadata }) => metadata.labels?.[LABEL.component] === COMPONENT.web);
  if (found === undefined) throw new Failure(`the record of ${image} has no web`, ['deploy it again'], EXIT.failed);
  return found;
}

async function bringBack(context: DeployContext, target: ReleaseRecord): Promise<void> {
  await applyWeb(context, target.web);
  const reasons = await waitReady(context, deploymentsIn(target.web));
  if (reasons.length > 0)
    throw new Failure('the database is back, but the web did not become ready', reasons, EXIT.rollout);
}
