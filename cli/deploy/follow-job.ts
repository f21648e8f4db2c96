import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { type DeployContext, type Pause, patience } from './deploy-context';
import { Hope } from './hope';
import { Reasons } from './reasons';

/** How following a Job ended. */
export interface Outcome {
  readonly ok: boolean;
  readonly reasons: readonly string[];
  /** Its pod waits for what will not come. */
  readonly neverStarted?: boolean;
  /** The time was up first. */
  readonly isAtWork?: boolean;
}

/** Waits for a Job's end: complete, failed, without hope, or not in time. It gets the time that it gives itself. */
export async function follow(context: DeployContext, name: string): Promise<Outcome> {
  let pause: Pause | undefined;
  const reasons = new Reasons(context);
  const hope = new Hope();
  for (;;) {
    const job = await context.kubectl.get('job', name);
    if (job === undefined)
      return { ok: false, reasons: [`job/${name} is gone: somebody has deleted it; run this again`] };
    pause ??= patience({ ...context, timeout: Math.max(context.timeout, ownTimeout(job)) });
    const end = endOf(job);
    if (end === 'Complete') return { ok: true, reasons: [] };
    const found = await reasons.of([job], end === 'Failed');
    if (end === 'Failed') return { ok: false, reasons: [failureOf(job), ...found.map(({ text }) => text)] };
    if (hope.isLost(found, Date.now())) {
      return { ok: false, neverStarted: true, reasons: [`job/${name} cannot start`, ...found.map(({ text }) => text)] };
    }
    if (!(await pause(500)))
      return {
        ok: false,
        isAtWork: true,
        reasons: [
          `job/${name} did not end in time and goes on; the next deploy waits for it`,
          ...found.map(({ text }) => text),
        ],
      };
  }
}

/** How a Job ended, if it has. */
export function endOf(job: KubernetesObject): 'Complete' | 'Failed' | undefined {
  const conditions: { type: string; status: string }[] = job.status?.conditions ?? [];
  return conditions.find(({ type, status }) => status === 'True' && (type === 'Complete' || type === 'Failed'))?.type as
    | 'Complete'
    | 'Failed'
    | undefined;
}

/** When a Job ends itself, with a minute for the server to say so; in milliseconds. */
function ownTimeout({ spec }: KubernetesObject): number {
  return spec.activeDeadlineSeconds === undefined ? 0 : (spec.activeDeadlineSeconds + 60) * 1000;
}

/** The condition by which a Job says that it failed, when and why. */
export function failedCondition({
  status,
}: KubernetesObject): { reason?: string; message?: string; lastTransitionTime?: string } | undefined {
  return status?.conditions?.find(({ type }: { type: string }) => type === 'Failed');
}

function failureOf(job: KubernetesObject): string {
  const condition = failedCondition(job);
  return `job/${job.metadata.name}: ${condition?.reason ?? 'failed'}: ${condition?.message ?? ''}`;
}
