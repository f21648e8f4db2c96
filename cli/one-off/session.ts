import type { DeployContext } from '../context/deploy-context';
import { admit } from './admit';
import { enter } from './enter';
import { removeLeftSessions } from './left-sessions';
import { Lifeline } from './lifeline';
import { removeOneOff, runningPod, startOneOff } from './one-off-pods';

export interface SessionOptions {
  /** The first part of the Job's name. */
  readonly title: string;
  /** When the cluster ends it whatever it does, in milliseconds. */
  readonly timeLimit: number;
}

/**
 * Runs a command in a pod that is made for it, like those that are deployed, and is gone afterwards. Returns its exit status.
 * @throws Refusal, Failure or KubectlError
 */
export async function runInSession(
  context: DeployContext,
  words: readonly string[],
  { title, timeLimit }: SessionOptions,
): Promise<number> {
  await admit(context, { detached: false });
  await removeLeftSessions(context);
  const started = await startOneOff(context, { title, mode: 'session', timeLimit });
  try {
    const pod = await context.progress.step(`starting a pod like those of ${started.like.from}`, () =>
      runningPod(context, started),
    );
    const place = { pod, container: started.container };
    const lifeline = await Lifeline.open(context, pod, started.container);
    try {
      return await enter(context, place, lifeline, words);
    } finally {
      lifeline.close();
    }
  } finally {
    await removeOneOff(context, started.job);
  }
}
