import { FIELD_MANAGER } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { EXIT } from '../refusal';
import { MEMBER, setId } from './apply-sets';
import { type DeployContext, patience } from './deploy-context';
import { nameOf } from './differences';
import { Failure } from './failure';
import { ownReleaseFailed, releasesAtWork } from './release-job';

/** Names the site's CronJobs that run: one that is suspended is so since an earlier deploy went wrong. */
export async function runningCron(context: DeployContext): Promise<string[]> {
  return (await cronJobs(context)).filter(({ spec }) => !spec.suspend).map(nameOf);
}

/**
 * Suspends the site's CronJobs and waits for their runs to end. Applying the web's manifests resumes them.
 * @throws Failure if a run does not end in time
 */
export async function suspendCron(context: DeployContext): Promise<void> {
  await setSuspended(context, (await cronJobs(context)).map(nameOf), true);
  const pause = patience(context);
  for (;;) {
    const running = (await cronJobs(context)).filter(({ status }) => (status?.active?.length ?? 0) > 0);
    if (running.length === 0) return;
    if (await pause(1000)) continue;
    const reasons = running.map((cronJob) => `${nameOf(cronJob)} still runs, and the time is up: raise --timeout`);
    throw new Failure('the release has not started; the web goes on with the image that it has', reasons, EXIT.release);
  }
}

/**
 * Resumes CronJobs that ran before, where a deploy that failed leaves the old web as it is; not beside a release that goes on,
 * nor on a database that a release, this one or an earlier, has left half-way.
 */
export async function resumeCron(context: DeployContext, ranBefore: readonly string[]): Promise<void> {
  const { progress, kubectl } = context;
  try {
    const [atWork] = await releasesAtWork(context);
    if (atWork !== undefined)
      return progress.note(`cron stays suspended, since job/${atWork} goes on; the next deploy resumes it`);
    if (!(await ownReleaseFailed(context))) await setSuspended(context, ranBefore, false);
    const suspended = (await cronJobs(context)).filter(({ spec }) => spec.suspend).map(nameOf);
    if (suspended.length === 0) return;
    const command = `kubectl -n ${kubectl.namespace} patch ${suspended.join(' ')} --patch '{"spec":{"suspend":false}}'`;
    progress.note(`cron stays suspended until a deploy succeeds, or somebody has looked: ${command}`);
  } catch {
    progress.note('scheduled commands could not be resumed; the next deploy does'); // why the release failed says more
  }
}

async function setSuspended({ kubectl }: DeployContext, names: readonly string[], suspend: boolean): Promise<void> {
  if (names.length === 0) return;
  const patch = JSON.stringify({ spec: { suspend } });
  await kubectl.ok(['patch', ...names, '--type=merge', '--patch', patch, `--field-manager=${FIELD_MANAGER}`]);
}

/** Those that run, among them what this deploy is about to prune. */
function cronJobs({ kubectl }: DeployContext): Promise<KubernetesObject[]> {
  return kubectl.list('cronjobs', `${MEMBER}=${setId('web', kubectl.namespace)}`);
}
