import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { EXIT } from '../refusal';
import { applyPhase } from './apply';
import { type DeployContext, pause } from './deploy-context';
import { troubles } from './explain-pods';
import { Failure } from './failure';

const GRACE = 10_000;

/**
 * Runs the release and follows it to its end. A Job that failed before is started anew: nothing of it is left to go on with.
 * @param webIsNew whether the web has the new image already
 * @throws Failure with the Job's log and the pods' reasons
 */
export async function runRelease(context: DeployContext, { webIsNew }: { webIsNew: boolean }): Promise<void> {
  const job = context.dist.phases.release?.objects.find(({ kind }) => kind === 'Job');
  if (job === undefined) return;
  const { name } = job.metadata;
  const before = await context.kubectl.get('job', name);
  if (before !== undefined && (endOf(before) === 'Failed' || before.metadata.deletionTimestamp !== undefined))
    await remove(context, name);
  await applyPhase(context, 'release');
  const outcome = await follow(context, name);
  if (outcome.ok) return;
  const log = await context.kubectl.run(['logs', `job/${name}`, '--all-containers', '--tail=50']);
  if (outcome.neverStarted) await remove(context, name); // else it would start by itself, once the image is there
  throw new Failure(
    webIsNew
      ? 'the release failed; the web has the new image already'
      : 'the release failed; the web goes on with the image that it has',
    [...outcome.reasons, ...logLines(name, log.stdout)],
    EXIT.release,
  );
}

function logLines(name: string, log: string): string[] {
  if (log.trim() === '') return [];
  const lines = log.trimEnd().split('\n');
  return [`log of job/${name}:`, ...lines.map((line) => `  ${line}`)];
}

interface Outcome {
  readonly ok: boolean;
  readonly reasons: readonly string[];
  readonly neverStarted?: boolean;
}

async function follow(context: DeployContext, name: string): Promise<Outcome> {
  let troubledSince: number | undefined;
  for (;;) {
    const job = await context.kubectl.get('job', name);
    if (job === undefined)
      return { ok: false, reasons: [`job/${name} is gone: somebody has deleted it; run this again`] };
    const end = endOf(job);
    if (end === 'Complete') return { ok: true, reasons: [] };
    const found = await troubles(context, { 'job-name': name });
    if (end === 'Failed') return { ok: false, reasons: [failureOf(job), ...found.map(({ text }) => text)] };
    troubledSince = found.some(({ isFinal }) => isFinal) ? (troubledSince ?? Date.now()) : undefined;
    if (troubledSince !== undefined && Date.now() - troubledSince > GRACE) {
      return { ok: false, neverStarted: true, reasons: [`job/${name} cannot start`, ...found.map(({ text }) => text)] };
    }
    if (!(await pause(context, 500)))
      return {
        ok: false,
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

function failureOf({ metadata, status }: KubernetesObject): string {
  const condition = status?.conditions?.find(({ type }: { type: string }) => type === 'Failed');
  return `job/${metadata.name}: ${condition?.reason ?? 'failed'}: ${condition?.message ?? ''}`;
}

async function remove({ kubectl }: DeployContext, name: string): Promise<void> {
  await kubectl.ok(['delete', 'job', name, '--ignore-not-found', '--wait=true', '--cascade=foreground']);
}
