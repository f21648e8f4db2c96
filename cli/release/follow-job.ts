import type { DeployContext } from '../context/deploy-context';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import type { Trouble } from '../waiting/trouble';
import { waitUntil } from '../waiting/wait-until';

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
  const outcome = await waitUntil<Outcome>(context, async (reasons) => {
    const job = await context.kubectl.get('job', name);
    if (job === undefined)
      return { end: { ok: false, reasons: [`job/${name} is gone: somebody has deleted it; run this again`] } };
    const end = endOf(job);
    if (end === undefined) return { open: [job], atLeast: ownTimeout(job) };
    if (end === 'Complete') return { end: { ok: true, reasons: [] } };
    return { end: { ok: false, reasons: [failureOf(job), ...textsOf(await reasons.of([job], true))] } };
  });
  if ('end' in outcome) return outcome.end;
  const texts = textsOf(outcome.troubles);
  if (outcome.isHopeless) return { ok: false, neverStarted: true, reasons: [`job/${name} cannot start`, ...texts] };
  return {
    ok: false,
    isAtWork: true,
    reasons: [`job/${name} did not finish in time and is still running; the next deploy waits for it`, ...texts],
  };
}

function textsOf(troubles: readonly Trouble[]): string[] {
  return troubles.map(({ text }) => text);
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
