import { randomBytes } from 'node:crypto';
import { NATIVE_SIDECARS } from '../../lib/contract/pods';
import { assertNotStopped, type DeployContext, poll } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';
import { userOf } from '../context/user';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { endOf } from '../release/follow-job';
import { Hope } from '../waiting/hope';
import { Reasons } from '../waiting/reasons';
import { type DeployedPod, deployedPod, drupalOf } from './deployed-pod';
import { type Mode, oneOffJob } from './one-off-job';

/** What is started, and for how long. */
export interface Asked {
  /** `drush`, `shell`: the first part of the Job's name. */
  readonly title: string;
  readonly mode: Mode;
  readonly words?: readonly string[];
  /** In milliseconds. */
  readonly timeLimit: number;
}

/** A Job that was made. */
export interface Started {
  readonly job: string;
  readonly container: string;
  /** The pods that it is like. */
  readonly like: DeployedPod;
}

/** Makes the Job of a command. */
export async function startOneOff(context: DeployContext, { title, mode, words, timeLimit }: Asked): Promise<Started> {
  const { kubectl, variables } = context;
  const like = await deployedPod(context);
  const { serverVersion } = await kubectl.versions();
  const job = `${title}-${randomBytes(4).toString('hex')}`;
  const object = oneOffJob({
    name: job,
    pod: like,
    mode,
    words,
    timeLimit: Math.ceil(timeLimit / 1000),
    startedBy: userOf(variables),
    nativeSidecars: Number.parseInt(serverVersion?.minor ?? '', 10) >= NATIVE_SIDECARS,
  });
  assertNotStopped(context);
  await kubectl.ok(['create', '-f', '-'], { input: JSON.stringify(object) });
  return { job, container: drupalOf(like.template.spec.containers).name, like };
}

/** The name of a Job's pod, once its container runs or has run. @throws Failure if it does not come to that */
export async function runningPod(
  context: DeployContext,
  { job, container }: Pick<Started, 'job' | 'container'>,
): Promise<string> {
  const pause = poll(context);
  const reasons = new Reasons(context);
  const hope = new Hope();
  for (;;) {
    const [pods, object] = await Promise.all([podsOf(context, job), context.kubectl.get('job', job)]);
    const begun = pods.find((pod) => hasBegun(pod, container));
    if (begun !== undefined) return begun.metadata.name;
    const found = object === undefined ? [] : await reasons.of([object]);
    const isOver = object === undefined || endOf(object) !== undefined || hope.isLost(found, Date.now());
    if (isOver || !(await pause(300)))
      throw new Failure(
        isOver
          ? `job/${job} cannot start`
          : `job/${job} has not started in time; --timeout says how long that may take`,
        found.map(({ text }) => text),
        EXIT.own,
      );
  }
}

/** The pods of a Job. */
export function podsOf({ kubectl }: Pick<DeployContext, 'kubectl'>, job: string): Promise<KubernetesObject[]> {
  return kubectl.list('pods', `batch.kubernetes.io/job-name=${job}`);
}

/** How far a container of a pod is. */
export function stateOf(
  { status }: KubernetesObject,
  container: string,
): { readonly running?: object; readonly terminated?: { readonly exitCode: number; readonly reason?: string } } {
  return status?.containerStatuses?.find(({ name }: { name: string }) => name === container)?.state ?? {};
}

function hasBegun(pod: KubernetesObject, container: string): boolean {
  const { running, terminated } = stateOf(pod, container);
  return running !== undefined || terminated !== undefined;
}

/** Deletes a Job with its pod. Whoever waits for neither is told nothing if it fails: the Job ends and goes by itself. */
export async function removeOneOff({ kubectl }: Pick<DeployContext, 'kubectl'>, job: string): Promise<void> {
  await kubectl.run(['delete', 'job', job, '--ignore-not-found', '--wait=false']);
}
