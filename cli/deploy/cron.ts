import { BACKUP } from '../../lib/contract/backups';
import { nameOf } from '../../lib/kubernetes/manifest';
import { MEMBER, setId } from '../apply/apply-sets';
import { type DeployContext, poll } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';
import { FIELD_MANAGER } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { ownReleaseFailed, releasesAtWork } from '../release/release-job';
import { pausedWorkers, resumeWorkers, type WorkerState } from './workers';

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
  const pause = poll(context);
  for (;;) {
    const running = (await cronJobs(context)).filter(({ status }) => (status?.active?.length ?? 0) > 0);
    if (running.length === 0) return;
    if (await pause(1000)) continue;
    const reasons = running.map((cronJob) => `${nameOf(cronJob)} is still running at the time limit: raise --timeout`);
    throw new Failure('the release was not started; the web keeps its image', reasons, EXIT.release);
  }
}

/** What worked beside the web before a release suspended it. */
export interface AtWork {
  readonly cron: readonly string[];
  readonly workers: readonly WorkerState[];
}

/**
 * Resumes CronJobs and workers that ran before, where a deploy that failed leaves the old web as it is; not beside a release that
 * goes on, nor on a database that a release, this one or an earlier, has left half-way.
 */
export async function resume(context: DeployContext, before: AtWork): Promise<void> {
  const { progress, kubectl } = context;
  try {
    const [atWork] = await releasesAtWork(context);
    if (atWork !== undefined)
      return progress.note(`cron stays suspended, since job/${atWork} goes on; the next deploy resumes it`);
    if (!(await ownReleaseFailed(context))) {
      await setSuspended(context, before.cron, false);
      await resumeWorkers(context, before.workers);
    }
    for (const { name, replicas } of await pausedWorkers(context)) {
      const command = `kubectl -n ${kubectl.namespace} scale ${name.toLowerCase()} --replicas=${replicas}`;
      progress.note(`${name} stays paused until a deploy succeeds, or somebody has looked: ${command}`);
    }
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

/** Those that run, among them what this deploy is about to prune; and not the one that is there for a command alone. */
async function cronJobs({ kubectl }: DeployContext): Promise<KubernetesObject[]> {
  const all = await kubectl.list('cronjobs', `${MEMBER}=${setId('web', kubectl.namespace)}`);
  return all.filter(({ metadata }) => metadata.name !== BACKUP.seed);
}
