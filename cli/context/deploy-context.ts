import type { Dist } from '../dist';
import type { Kubectl } from '../kubectl/kubectl';
import type { Progress } from '../progress/progress';
import { Failure } from './failure';
import { EXIT } from './refusal';

/** What every step of a deploy works with. */
export interface DeployContext {
  readonly dist: Dist;
  readonly kubectl: Kubectl;
  readonly progress: Progress;
  /** The variables of the job, for declared secrets and for who deploys. */
  readonly variables: NodeJS.ProcessEnv;
  /**
   * From whom to take over what is theirs, as the user has typed it: a project, or another manager of the objects.
   * @default - nobody
   */
  readonly takeOver?: readonly string[];
  /** How long to wait for one thing, such as a database or the web, in milliseconds. */
  readonly timeout: number;
  /** Tells that the process was asked to end, and by which signal. */
  readonly stop: AbortSignal;
}

/** Waits some milliseconds, unless the time is up. @throws Failure if the process was asked to end */
export type Pause = (milliseconds: number) => Promise<boolean>;

/** Begins to wait for something: the time is up when it has lasted as long as the context says. */
export function poll({ timeout, stop }: Pick<DeployContext, 'timeout' | 'stop'>): Pause {
  const deadline = Date.now() + timeout;
  return async (milliseconds) => {
    if (Date.now() >= deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    assertNotStopped({ stop });
    return true;
  };
}

/** The flags of a deletion that is waited for. */
export function waiting({ timeout }: Pick<DeployContext, 'timeout'>): string[] {
  return ['--wait=true', `--timeout=${Math.ceil(timeout / 1000)}s`];
}

/** @throws Failure if the process was asked to end, so that it ends in good order */
export function assertNotStopped({ stop }: Pick<DeployContext, 'stop'>): void {
  if (stop.aborted) throw new Failure(`stopped by ${stop.reason}`, ['run it again to go on'], EXIT.failed);
}
