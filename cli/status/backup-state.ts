import { BACKUP } from '../../lib/contract/backups';
import { LABEL } from '../../lib/contract/labels';
import { ageOf, sizeOf } from '../data/backup';
import { rehearsalIn, textOf } from '../data/rehearsal';
import type { Kubectl } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { endOf, failedCondition } from '../release/follow-job';

/** What there is to say of a site's backups. */
export interface BackupState {
  readonly lines: readonly string[];
  /** What a schedule or a monitor has to be told. */
  readonly problems: readonly string[];
}

const KINDS = [
  { name: BACKUP.make, what: 'backup', allowed: 1 },
  { name: BACKUP.care, what: 'care of the repository', allowed: 8 },
  { name: BACKUP.rehearsal, what: 'rehearsal', allowed: 8 },
] as const;

/**
 * How the last backup went and how old it is, and the same of care. Read without a key of the storage, from what the pods have left.
 * @param maxAge the age in milliseconds beyond which a backup is too old
 */
export async function backupState(kubectl: Kubectl, maxAge: number, now = Date.now()): Promise<BackupState> {
  const selector = `${LABEL.name} in (${BACKUP.application},${BACKUP.rehearsal})`;
  const [cronJobs, jobs, pods] = await Promise.all([
    kubectl.list('cronjobs', selector),
    kubectl.list('jobs', selector),
    kubectl.list('pods', selector),
  ]);
  const states = KINDS.flatMap(({ name, what, allowed }) => {
    const cronJob = cronJobs.find(({ metadata }) => metadata.name === name);
    if (cronJob === undefined) return [];
    const own = jobs.filter(({ metadata }) => metadata.labels?.[LABEL.component] === name);
    const times = isMonthly(cronJob) ? MONTHLY : allowed;
    return [stateOf(cronJob, own, pods, { what, maxAge: maxAge * times, now })];
  });
  return { lines: states.map(({ line }) => line), problems: states.flatMap(({ problems }) => problems) };
}

/** How much older than a daily one what is made once a month may be. */
const MONTHLY = 32;

/** Whether a schedule names days of the month: that of a rehearsal is the site's. */
function isMonthly({ metadata, spec }: KubernetesObject): boolean {
  return metadata.name === BACKUP.rehearsal && /^\S+ \S+ (?!\*)/.test(spec.schedule);
}

interface Circumstances {
  readonly what: string;
  readonly maxAge: number;
  readonly now: number;
}

/** A schedule's last success and what has failed since. */
function stateOf(
  { metadata, status }: KubernetesObject,
  jobs: readonly KubernetesObject[],
  pods: readonly KubernetesObject[],
  { what, maxAge, now }: Circumstances,
): { line: string; problems: string[] } {
  // Other Jobs of the same pods list, restore and count.
  const runs = jobs.filter(({ metadata: { name } }) => !/^(restore|backup-(list|count|get))-/.test(name));
  const complete = newest(
    runs.filter((job) => endOf(job) === 'Complete'),
    ({ status: ended }) => ended?.completionTime,
  );
  const failed = newest(
    runs.filter((job) => endOf(job) === 'Failed'),
    (job) => failedCondition(job)?.lastTransitionTime,
  );
  const succeeded = Math.max(complete?.at ?? 0, Date.parse(status?.lastSuccessfulTime ?? '') || 0);
  const failure = failed !== undefined && failed.at > succeeded ? failed : undefined;
  const age = succeeded === 0 ? undefined : now - succeeded;
  const told = age === undefined ? 'NONE YET' : `${ageOf(age)} old${figures(complete?.object, pods)}`;
  const since = failure && `FAILED ${ageOf(now - failure.at)} ago: ${reasonOf(failure.object, pods)}`;
  const isTooOld = (age ?? now - Date.parse(metadata.creationTimestamp ?? '')) > maxAge;
  return {
    line: [`${what}: ${told}`, ...(since === undefined ? [] : [since])].join('; '),
    problems: [
      ...(isTooOld ? [`${what}: ${told}, and at most ${ageOf(maxAge)} are allowed`] : []),
      ...(since === undefined ? [] : [`${what}: ${since}`]),
    ],
  };
}

function newest(
  jobs: readonly KubernetesObject[],
  time: (job: KubernetesObject) => string | undefined,
): { object: KubernetesObject; at: number } | undefined {
  return jobs
    .map((object) => ({ object, at: Date.parse(time(object) ?? '') || 0 }))
    .sort((a, b) => b.at - a.at)
    .find(({ at }) => at > 0);
}

/** What the last container of a run's pod has left: sizes, or what a rehearsal has found. */
function figures(job: KubernetesObject | undefined, pods: readonly KubernetesObject[]): string {
  const [message] = job === undefined ? [] : messagesOf(job, pods, 0);
  const rehearsed = rehearsalIn(message);
  if (rehearsed !== undefined) return `, ${textOf(rehearsed)}`;
  try {
    const { database, files } = JSON.parse(message ?? '');
    return `, database ${sizeOf(database?.bytes)}${files === undefined ? '' : `, files ${sizeOf(files.bytes)}`}`;
  } catch {
    return ''; // of care, or a pod that is gone
  }
}

function reasonOf(job: KubernetesObject, pods: readonly KubernetesObject[]): string {
  const [message] = messagesOf(job, pods);
  return message ?? failedCondition(job)?.message ?? `job/${job.metadata.name} failed`;
}

/** What the containers of a Job's pods said at their end, of those that ended so, the last pod first. */
function messagesOf({ metadata }: KubernetesObject, pods: readonly KubernetesObject[], exitCode?: number): string[] {
  return pods
    .filter(({ metadata: own }) => own.labels?.['batch.kubernetes.io/job-name'] === metadata.name)
    .sort((a, b) => Date.parse(b.metadata.creationTimestamp ?? '') - Date.parse(a.metadata.creationTimestamp ?? ''))
    .flatMap(({ status }) => [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])])
    .map(({ state }) => state?.terminated)
    .filter(
      (ended) => ended !== undefined && (exitCode === undefined ? ended.exitCode !== 0 : ended.exitCode === exitCode),
    )
    .flatMap(({ message }) => (message ? [String(message).trim()] : []));
}
