import { BACKUP } from '../../lib/contract/backups';
import { DRUPAL, HTTP_CACHE, LABEL } from '../../lib/contract/labels';
import { STOPPED_BY_RESTORE } from '../../lib/contract/restore';
import { nameOf } from '../../lib/kubernetes/manifest';
import { type DeployContext, poll } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';
import { FIELD_MANAGER } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { waitReady } from '../waiting/wait-ready';

/**
 * Stops all that writes: the web, which no maintenance mode could close while its database is half there, other workloads that run
 * Drupal, and all that is scheduled. How each was is written on it, so that another run brings it back after this one was killed.
 * @throws Failure if a scheduled run does not end in time
 */
export async function closeSite(context: DeployContext): Promise<void> {
  for (const cronJob of (await cronJobsOf(context)).filter(({ spec }) => !spec.suspend))
    await patch(context, cronJob, { metadata: note('running'), spec: { suspend: true } });
  for (const workload of await workloadsOf(context)) {
    const before = workload.metadata.annotations?.[STOPPED_BY_RESTORE] ?? String(workload.spec.replicas ?? 1);
    await patch(context, workload, { metadata: note(before), spec: { replicas: 0 } });
  }
  const pause = poll(context);
  for (;;) {
    const running = (await cronJobsOf(context)).filter(({ status }) => (status?.active?.length ?? 0) > 0);
    const serving = (await workloadsOf(context)).filter(({ status }) => (status?.replicas ?? 0) > 0);
    if (running.length + serving.length === 0) return;
    if (await pause(1000)) continue;
    throw new Failure(
      'the site is closed, and nothing was restored',
      [...running, ...serving].map((object) => `${nameOf(object)} has not ended in time: run this again`),
      EXIT.failed,
    );
  }
}

/** Brings back what was stopped, as it was. @throws Failure if the web does not become ready */
export async function openSite(context: DeployContext): Promise<void> {
  const stopped = (await workloadsOf(context)).filter(isStopped);
  for (const workload of stopped) {
    const replicas = Number(workload.metadata.annotations?.[STOPPED_BY_RESTORE]);
    await patch(context, workload, { metadata: note(null), spec: { replicas } });
  }
  await emptyHttpCache(context);
  const reasons = await waitReady(context, stopped);
  for (const cronJob of (await cronJobsOf(context)).filter(isStopped))
    await patch(context, cronJob, { metadata: note(null), spec: { suspend: false } });
  if (reasons.length > 0) throw new Failure('restored, but the web did not become ready', reasons, EXIT.rollout);
}

/** New pods of what keeps pages between the edge and the web: the old ones have those of the database of before. */
async function emptyHttpCache(context: DeployContext): Promise<void> {
  const [varnish] = await context.kubectl.list('deployments', `${LABEL.name}=${HTTP_CACHE}`);
  if (varnish === undefined) return;
  const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date().toISOString() };
  await patch(context, varnish, { spec: { template: { metadata: { annotations } } } });
}

/** Whether a restore has stopped it and not brought it back. */
export function isStopped({ metadata }: KubernetesObject): boolean {
  return metadata.annotations?.[STOPPED_BY_RESTORE] !== undefined;
}

function note(value: string | null): object {
  return { annotations: { [STOPPED_BY_RESTORE]: value } };
}

async function patch({ kubectl }: DeployContext, object: KubernetesObject, change: object): Promise<void> {
  const args = ['--type=merge', '--patch', JSON.stringify(change), `--field-manager=${FIELD_MANAGER}`];
  await kubectl.ok(['patch', nameOf(object), ...args]);
}

function workloadsOf({ kubectl }: DeployContext): Promise<KubernetesObject[]> {
  return kubectl.list('deployments', `${LABEL.name}=${DRUPAL}`);
}

/** A rehearsal has a database of its own, so it goes on. */
function cronJobsOf({ kubectl, dist }: DeployContext): Promise<KubernetesObject[]> {
  return kubectl.list('cronjobs', `${LABEL.instance}=${dist.namespace},${LABEL.name}!=${BACKUP.rehearsal}`);
}
