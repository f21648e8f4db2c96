import { BACKUP } from '../../lib/contract/backups';
import { RELEASE_DEFAULTS } from '../../lib/contract/release';
import { readClusterState } from '../apply/cluster-state';
import type { DeployContext } from '../context/deploy-context';
import { Refusal } from '../context/refusal';
import { withLease } from '../lease/lease';
import { refuseBeside } from '../owners/refuse-beside';
import { assertOurs } from '../preflight/namespace-proof';
import { assertNoRelease } from './assert-no-release';
import { endOtherJobs, jobFrom, jobName } from './data-job';
import { liveWeb } from './drush-job';
import { replaceDatabase } from './replace-database';
import { refuseWithoutRights } from './rights';

export interface SeedOptions {
  /** The environment's name, typed out. */
  readonly environment?: string;
}

/** Fills an environment's database afresh with the sanitised copy that its site file names. @throws Refusal, Failure */
export async function seed(context: DeployContext, { environment }: SeedOptions): Promise<string[]> {
  const { dist, kubectl } = context;
  const { plan, site, folder } = dist;
  assertOurs(context, await readClusterState(kubectl));
  await refuseWithoutRights(context, 'seed');
  await refuseBeside(context, 'seed');
  const web = await liveWeb(context);
  const cronJob = await kubectl.get('cronjob', BACKUP.seed);
  if (cronJob === undefined)
    throw new Refusal(`${dist.namespace} has no seed`, [
      `there is no cronjob/${BACKUP.seed}: name the environment with the content by seed in the site file, and deploy`,
    ]);
  const again = `cdk8s-drupal seed ${folder} --environment ${plan.environment}`;
  if (environment !== plan.environment)
    throw new Refusal(`this replaces the database of ${site} ${plan.environment}; nothing was changed`, [
      'all that it holds is lost; files stay as they are',
      `if you mean it, type the name out: ${again}`,
    ]);
  return withLease(context, async (lease) => {
    await assertNoRelease(context);
    await endOtherJobs(context);
    await replaceDatabase(context, lease, web, {
      title: 'seed',
      job: jobFrom(cronJob, jobName('restore-seed'), { [BACKUP.seed]: { env: { SEED_AGAIN: 'yes' } } }),
      command: plan.releaseCommand ?? RELEASE_DEFAULTS.command,
      failure: `the database was not filled; the site stays closed until one is: ${again}`,
    });
    return [`${plan.url} has the content of the newest sanitised copy`];
  });
}
