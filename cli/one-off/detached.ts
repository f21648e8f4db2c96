import type { DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT, Refusal } from '../context/refusal';
import { createdAt, type KubernetesObject } from '../kubectl/kubernetes-object';
import { followContainer } from '../logs/follow-container';
import { failedCondition } from '../release/follow-job';
import { admit } from './admit';
import { drupalOf } from './deployed-pod';
import { oneOffJobs, oneOffLine } from './one-off-job';
import { podsOf, removeOneOff, runningPod, startOneOff, stateOf } from './one-off-pods';

export interface DetachedOptions {
  /** The first part of the Job's name. */
  readonly title: string;
  /** When the cluster ends it whatever it does, in milliseconds. */
  readonly timeLimit: number;
}

/** Starts a command that needs nobody's connection, and returns the name of its Job once its container runs. */
export async function startDetached(
  context: DeployContext,
  words: readonly string[],
  { title, timeLimit }: DetachedOptions,
): Promise<string> {
  await admit(context, { detached: true });
  const started = await startOneOff(context, { title, mode: 'detached', words, timeLimit });
  try {
    await context.progress.step(`starting a pod like those of ${started.like.from}`, () =>
      runningPod(context, started),
    );
  } catch (error) {
    await removeOneOff(context, started.job);
    throw error;
  }
  return started.job;
}

/**
 * Prints what a detached command has written and what it writes, until it ends, and returns its exit status. A connection that is
 * lost is made anew.
 * @throws Refusal if there is no such command, Failure if it did not end by itself
 */
export async function followDetached(
  context: DeployContext,
  name: string,
  write: (line: string) => void,
): Promise<number> {
  await admit(context, { detached: true });
  const job = await detachedJob(context, name);
  const container = drupalOf(job.spec.template.spec.containers).name;
  await assertAtWork(context, name);
  const pod = await runningPod(context, { job: name, container });
  let after = '';
  for (;;) {
    const { ok, last } = await followContainer(
      context.kubectl,
      { pod, container },
      { after, stop: context.stop },
      (line) => write(line.text),
    );
    after = last;
    if (context.stop.aborted) throw new Failure(`job/${name} goes on`, [`to end it: --stop ${name}`], EXIT.own);
    const [found] = await podsOf(context, name);
    const { terminated } = found === undefined ? {} : stateOf(found, container);
    if (ok && terminated !== undefined) return terminated.exitCode;
    await assertAtWork(context, name);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Ends a detached command: it gets SIGTERM, and half a minute for its end. @throws Refusal if there is no such command */
export async function stopDetached(context: DeployContext, name: string): Promise<void> {
  await admit(context, { detached: true });
  await detachedJob(context, name);
  await removeOneOff(context, name);
}

/** The detached commands of an environment, the newest first: a line for each. */
export async function listDetached(context: DeployContext): Promise<string[]> {
  await admit(context, { detached: true });
  return (await detachedJobs(context)).map(oneOffLine);
}

async function detachedJobs({ kubectl }: DeployContext): Promise<KubernetesObject[]> {
  const jobs = await kubectl.list('jobs', oneOffJobs('detached'));
  return jobs.sort((one, other) => createdAt(other) - createdAt(one));
}

/** @throws Refusal if there is none, with those that there are */
async function detachedJob(context: DeployContext, name: string): Promise<KubernetesObject> {
  const jobs = await detachedJobs(context);
  const job = jobs.find(({ metadata }) => metadata.name === name);
  if (job !== undefined) return job;
  const others = jobs.length === 0 ? ['there is none at all'] : ['there are:', ...jobs.map(oneOffLine)];
  throw new Refusal(`no detached command is called ${name}`, [...others, 'a command that has ended is kept for a day']);
}

/** @throws Failure if a Job is gone, or was ended by its time limit */
async function assertAtWork({ kubectl }: DeployContext, name: string): Promise<void> {
  const job = await kubectl.get('job', name);
  if (job === undefined) throw new Failure(`job/${name} is gone: somebody has ended it`, [], EXIT.own);
  const { reason, message } = failedCondition(job) ?? {};
  if (reason !== undefined && reason !== 'BackoffLimitExceeded')
    throw new Failure(`job/${name}: ${reason}: ${message}`, [], EXIT.own);
}
