import { type DeployContext, pause } from './deploy-context';

/** Suspends the site's CronJobs and waits for their runs to end. Applying the web's manifests resumes them. */
export async function suspendCron(context: DeployContext): Promise<void> {
  await setSuspended(context, true);
  const names = cronJobsOf(context);
  while (
    (await context.kubectl.list('cronjobs')).some(
      ({ metadata, status }) => names.includes(metadata.name) && (status?.active?.length ?? 0) > 0,
    )
  ) {
    if (!(await pause(context, 1000)))
      return context.progress.note('a scheduled command still runs; going on without waiting for it');
  }
}

/** Resumes the site's CronJobs, where a failed release leaves the old web as it is. */
export async function resumeCron(context: DeployContext): Promise<void> {
  await setSuspended(context, false);
}

async function setSuspended(context: DeployContext, suspend: boolean): Promise<void> {
  const present = (await context.kubectl.list('cronjobs')).map(({ metadata }) => metadata.name);
  for (const name of cronJobsOf(context).filter((cronJob) => present.includes(cronJob))) {
    await context.kubectl.ok([
      'patch',
      'cronjob',
      name,
      '--type=merge',
      '--patch',
      JSON.stringify({ spec: { suspend } }),
    ]);
  }
}

function cronJobsOf({ dist }: DeployContext): string[] {
  return (dist.phases.web?.objects ?? []).filter(({ kind }) => kind === 'CronJob').map(({ metadata }) => metadata.name);
}
