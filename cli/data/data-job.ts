import { BACKUP } from '../../lib/contract/backups';
import { LABEL } from '../../lib/contract/labels';
import { type DeployContext, waiting } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT, Refusal } from '../context/refusal';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { noNamespace } from '../preflight/namespace-proof';
import { endOf, follow } from '../release/follow-job';
import { RESTORE_COMPONENT } from './drush-job';

// biome-ignore lint/suspicious/noExplicitAny: a container as the API has it
type Container = any;

/** What a container of a backup's pod does in another Job. */
export interface OtherWork {
  /** The script in the place of its own. */
  readonly script?: string;
  /** Variables, in the place of those of the same name. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it may write to what it only reads for a backup. */
  readonly writes?: boolean;
}

/**
 * A Job of the pods that a CronJob in the namespace has, so that what it uses is what the site uses: images, secrets, volumes.
 * @param work the containers that are in it, by name, and what they do; `tools` is always there
 */
export function jobFrom(
  { spec: { jobTemplate } }: KubernetesObject,
  name: string,
  work: Readonly<Record<string, OtherWork>>,
): KubernetesObject {
  const { template, activeDeadlineSeconds } = jobTemplate.spec;
  const { initContainers = [], containers } = template.spec;
  const all: Container[] = [...initContainers, ...containers].filter(({ name }) => name === 'tools' || name in work);
  const changed = all.map((container) => withWork(container, work[container.name] ?? {}));
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels: jobTemplate.metadata?.labels },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds,
      ttlSecondsAfterFinished: 24 * 3600,
      template: {
        ...template,
        spec: { ...template.spec, initContainers: changed.slice(0, -1), containers: changed.slice(-1) },
      },
    },
  };
}

function withWork(container: Container, { script, env = {}, writes = false }: OtherWork): Container {
  const kept = (container.env ?? []).filter(({ name }: Container) => !(name in env));
  const mounts = (container.volumeMounts ?? []).map((mount: Container) =>
    writes && mount.mountPath.startsWith('/data/') ? { ...mount, readOnly: false } : mount,
  );
  return {
    ...container,
    ...(script === undefined ? {} : { command: ['sh', `/backup/${script}`] }),
    env: [...kept, ...Object.entries(env).map(([name, value]) => ({ name, value }))],
    volumeMounts: mounts,
  };
}

/** A name that no other Job has. */
export function jobName(prefix: string): string {
  return `${prefix}-${Date.now().toString(36)}`;
}

/**
 * Runs a Job to its end, and tells what it prints on the way.
 * @throws Failure with the reasons, if it fails
 */
export async function runJob(context: DeployContext, job: KubernetesObject, failure: string): Promise<string> {
  const { kubectl, progress } = context;
  const { name } = job.metadata;
  await kubectl.ok(['create', '-f', '-'], { input: JSON.stringify(job) });
  const teller = tell(context, name);
  const { ok, reasons } = await follow(context, name).finally(teller.stop);
  const log = await kubectl.run(['logs', `job/${name}`, '--all-containers', '--tail=-1']);
  if (!ok) {
    const last = log.stdout.trimEnd().split('\n').slice(-20);
    throw new Failure(failure, [...reasons, `log of job/${name}:`, ...last.map((line) => `  ${line}`)], EXIT.failed);
  }
  teller.rest(log.stdout);
  // One that a CronJob owns is left to it, which has to see its end.
  if (job.metadata.ownerReferences === undefined)
    await kubectl.run(['delete', 'job', name, '--ignore-not-found', '--wait=false']);
  progress.note(`job/${name} is done`);
  return log.stdout;
}

/** How the Jobs of downloads are called, which change nothing. */
export const DOWNLOAD = 'backup-get';

/** The Jobs of backups and restores that have not ended. */
async function jobsAtWork({ kubectl }: DeployContext): Promise<KubernetesObject[]> {
  const [backups, drush] = await Promise.all([
    kubectl.list('jobs', `${LABEL.name}=${BACKUP.application}`),
    kubectl.list('jobs', `${LABEL.component}=${RESTORE_COMPONENT}`),
  ]);
  const works = ({ metadata }: KubernetesObject) => !metadata.name.startsWith(`${DOWNLOAD}-`);
  return [...backups, ...drush].filter((job) => works(job) && endOf(job) === undefined);
}

/**
 * Ends what a restore has left at work that was killed, since two would fill one database; and waits for backups, which would
 * store what is half there.
 * @throws Failure if a backup does not end in time
 */
export async function endOtherJobs(context: DeployContext): Promise<void> {
  for (const { metadata } of await jobsAtWork(context)) {
    if (metadata.name.startsWith('restore-')) {
      context.progress.note(`job/${metadata.name} is ended: a restore that was killed has left it`);
      const args = ['job', metadata.name, '--ignore-not-found', '--cascade=foreground'];
      await context.kubectl.ok(['delete', ...args, ...waiting(context)]);
      continue;
    }
    context.progress.note(`waiting for job/${metadata.name}`);
    const { isAtWork, reasons } = await follow(context, metadata.name);
    if (isAtWork) throw new Failure('a backup is at work; nothing was restored', reasons, EXIT.busy);
  }
}

/** How often what a Job prints is looked at, in milliseconds. */
const LOOK = 10_000;

/** Tells what a Job has printed last, as long as it is at work, since it may take minutes. */
function tell({ kubectl, progress }: DeployContext, name: string) {
  const told = new Set<string>();
  const timer = setInterval(async () => {
    // A container that has not begun is an error, of which kubectl makes a line.
    const { stdout } = await kubectl.run(['logs', `job/${name}`, '--all-containers', '--tail=1', '--ignore-errors']);
    for (const line of stdout.split('\n').map((line) => line.trim())) {
      if (told.has(line) || /^([[{]|error: |$)/.test(line)) continue;
      told.add(line);
      progress.note(line);
    }
  }, LOOK);
  return {
    stop: () => clearInterval(timer),
    rest: (log: string) => {
      const results = log.split('\n').filter((line) => /^(database|files)\b.*: /.test(line));
      for (const line of results.filter((line) => !told.has(line))) progress.note(line);
    },
  };
}

/** The CronJob that a command works with. @throws Refusal if the site has no backups */
export async function backupCronJob({ kubectl, dist }: DeployContext, name: string): Promise<KubernetesObject> {
  const cronJob = await kubectl.get('cronjob', name);
  if (cronJob !== undefined) return cronJob;
  const isHere = (await kubectl.get('namespace', dist.namespace)) !== undefined;
  if (!isHere) throw new Refusal(`${dist.site} ${dist.plan.environment} is not here`, [noNamespace(dist)]);
  throw new Refusal(`${dist.namespace} has no backups`, [
    `there is no cronjob/${name}: add backups to the site file and deploy, as docs/data.md says`,
  ]);
}
