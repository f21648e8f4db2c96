import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { MEMBER, setId } from './apply-sets';
import { type DeployContext, pause } from './deploy-context';

/** Suspends the site's CronJobs and waits for their runs to end. Applying the web's manifests resumes them. */
export async function suspendCron(context: DeployContext): Promise<void> {
  await setSuspended(context, true);
  while ((await cronJobs(context)).some(({ status }) => (status?.active?.length ?? 0) > 0)) {
    if (!(await pause(context, 1000)))
      return context.progress.note('a scheduled command still runs; going on without waiting for it');
  }
}

/** Resumes the site's CronJobs, where a failed release leaves the old web as it is. */
export async function resumeCron(context: DeployContext): Promise<void> {
  try {
    await setSuspended(context, false);
  } catch {
    context.progress.note('scheduled commands could not be resumed; the next deploy does'); // why the release failed says more
  }
}

async function setSuspended(context: DeployContext, suspend: boolean): Promise<void> {
  const names = (await cronJobs(context)).map(({ metadata }) => `cronjob/${metadata.name}`);
  if (names.length === 0) return;
  await context.kubectl.ok(['patch', ...names, '--type=merge', '--patch', JSON.stringify({ spec: { suspend } })]);
}

/** Those that run, among them what this deploy is about to prune. */
function cronJobs({ kubectl }: DeployContext): Promise<KubernetesObject[]> {
  return kubectl.list('cronjobs', `${MEMBER}=${setId('web', kubectl.namespace)}`);
}
