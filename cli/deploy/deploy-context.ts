import type { Dist } from '../dist';
import type { Kubectl } from '../kubectl/kubectl';
import type { Progress } from '../progress/progress';

/** What every step of a deploy works with. */
export interface DeployContext {
  readonly dist: Dist;
  readonly kubectl: Kubectl;
  readonly progress: Progress;
  /** The variables of the job, for declared secrets and for who deploys. */
  readonly variables: NodeJS.ProcessEnv;
  /** When to give up, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** Waits, unless the time is up. */
export async function pause({ deadline }: Pick<DeployContext, 'deadline'>, milliseconds: number): Promise<boolean> {
  if (Date.now() >= deadline) return false;
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return true;
}
