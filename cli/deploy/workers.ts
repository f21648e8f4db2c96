import { WORKER_REPLICAS } from '../../lib/contract/worker';
import { nameOf } from '../../lib/kubernetes/manifest';
import { selects } from '../../lib/kubernetes/pods';
import { MEMBER, setId } from '../apply/apply-sets';
import { type DeployContext, poll } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';
import { FIELD_MANAGER } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** A worker's Deployment, and how many pods it has when it works. */
export interface WorkerState {
  /** `Deployment/mail` */
  readonly name: string;
  readonly replicas: number;
}

/** The site's workers that work: one that has no pods was paused by an earlier deploy that went wrong, or by somebody. */
export async function workersAtWork(context: DeployContext): Promise<WorkerState[]> {
  return (await workers(context)).filter(({ spec }) => spec.replicas > 0).map(stateOf);
}

/** Those that are paused. */
export async function pausedWorkers(context: DeployContext): Promise<WorkerState[]> {
  return (await workers(context)).filter(({ spec }) => spec.replicas === 0).map(stateOf);
}

/**
 * Takes the pods of all workers away and waits for their end. Applying the web's manifests brings them back.
 * @throws Failure if one does not end in time
 */
export async function pauseWorkers(context: DeployContext): Promise<void> {
  const all = await workers(context);
  for (const worker of all) await scale(context, nameOf(worker), 0);
  const pause = poll(context);
  for (;;) {
    const left = all.length === 0 ? [] : await podsOf(context, all);
    if (left.length === 0) return;
    if (await pause(1000)) continue;
    const reasons = left.map((pod) => `${nameOf(pod)} still works, and the time is up: raise --timeout`);
    throw new Failure('the release has not started; the web goes on with the image that it has', reasons, EXIT.release);
  }
}

/** Brings the pods of workers back that worked before. */
export async function resumeWorkers(context: DeployContext, before: readonly WorkerState[]): Promise<void> {
  for (const { name, replicas } of before) await scale(context, name, replicas);
}

async function scale({ kubectl }: DeployContext, name: string, replicas: number): Promise<void> {
  const patch = JSON.stringify({ spec: { replicas } });
  await kubectl.ok(['patch', name, '--type=merge', '--patch', patch, `--field-manager=${FIELD_MANAGER}`]);
}

function stateOf(worker: KubernetesObject): WorkerState {
  const usual = Number(worker.metadata.annotations?.[WORKER_REPLICAS]);
  return { name: nameOf(worker), replicas: worker.spec.replicas || usual || 1 };
}

/** Those that run, among them what this deploy is about to prune. */
async function workers({ kubectl }: DeployContext): Promise<KubernetesObject[]> {
  const deployments = await kubectl.list('deployments', `${MEMBER}=${setId('web', kubectl.namespace)}`);
  return deployments.filter(({ metadata }) => metadata.annotations?.[WORKER_REPLICAS] !== undefined);
}

async function podsOf({ kubectl }: DeployContext, owners: readonly KubernetesObject[]): Promise<KubernetesObject[]> {
  const pods = await kubectl.list('pods');
  return pods.filter(({ metadata }) =>
    owners.some(({ spec }) => selects(spec.selector.matchLabels, metadata.labels ?? {})),
  );
}
