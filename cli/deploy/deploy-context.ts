import type { Dist } from '../dist';
import type { Kubectl } from '../kubectl/kubectl';
import type { Progress } from '../progress/progress';
import { EXIT } from '../refusal';
import { Failure } from './failure';

/** What every step of a deploy works with. */
export interface DeployContext {
  readonly dist: Dist;
  readonly kubectl: Kubectl;
  readonly progress: Progress;
  /** The variables of the job, for declared secrets and for who deploys. */
  readonly variables: NodeJS.ProcessEnv;
  /** When to give up, in milliseconds since the epoch. */
  readonly deadline: number;
  /** Tells that the process was asked to end, and by which signal. */
  readonly stop: AbortSignal;
}

/** Waits, unless the time is up. @throws Failure if the process was asked to end */
export async function pause(
  { deadline, stop }: Pick<DeployContext, 'deadline' | 'stop'>,
  milliseconds: number,
): Promise<boolean> {
  if (Date.now() >= deadline) return false;
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  assertNotStopped({ stop });
  return true;
}

/** The flags of a deletion that is waited for, as long as there is time. */
export function waiting({ deadline }: Pick<DeployContext, 'deadline'>): string[] {
  return ['--wait=true', `--timeout=${Math.max(1, Math.ceil((deadline - Date.now()) / 1000))}s`];
}

/** @throws Failure if the process was asked to end, so that it ends in good order */
export function assertNotStopped({ stop }: Pick<DeployContext, 'stop'>): void {
  if (stop.aborted) throw new Failure(`stopped by ${stop.reason}`, ['run it again to go on'], EXIT.failed);
}
