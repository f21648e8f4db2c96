import { isDeepStrictEqual } from 'node:util';
import { COMPONENT, LABEL } from '../../lib/contract/labels';
import { applyPhase } from '../apply/apply';
import { type DeployContext, waiting } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';
import { releaseJobOf } from '../dist';
import { type ReleaseRecord, releaseIn } from '../history/releases';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { endOf, failedCondition, follow } from './follow-job';
import { leftMode } from './left-mode';
import { spentReleases } from './old-releases';

/** Selects the Jobs of all releases. */
export const RELEASE_JOBS = `${LABEL.component}=${COMPONENT.release}`;

export interface ReleaseCircumstances {
  /** Whether the web has the new image already. */
  readonly webIsNew: boolean;
  /** The release that served last. */
  readonly newest: ReleaseRecord | undefined;
}

/**
 * Runs the release and follows it to its end, alone: one that an earlier deploy has left at work is waited for. A Job that
 * failed before, or is of a release that another has followed, is started anew.
 * @throws Failure with the Job's log and the pods' reasons
 */
export async function runRelease(context: DeployContext, { webIsNew, newest }: ReleaseCircumstances): Promise<void> {
  const job = releaseJobOf(context.dist);
  if (job === undefined) return;
  const { name } = job.metadata;
  await endOthers(context, name);
  await removeSpent(context, name);
  const before = await context.kubectl.get('job', name);
  if (before !== undefined && (isSpent(before) || isOvertaken(before, context, newest))) await remove(context, name);
  await applyPhase(context, 'release');
  const outcome = await follow(context, name);
  if (outcome.ok) return;
  const log = await context.kubectl.run(['logs', `job/${name}`, '--all-containers', '--tail=50']);
  if (outcome.neverStarted) await remove(context, name); // else it would start by itself, once the image is there
  throw new Failure(
    webIsNew
      ? 'the release failed; the web has the new image already'
      : 'the release failed; the web goes on with the image that it has',
    [...outcome.reasons, ...leftMode(context.dist, outcome), ...logLines(name, log.stdout)],
    EXIT.release,
  );
}

/** Whether the release has begun and failed, so that nobody knows in which state the database is. */
export async function ownReleaseFailed({ dist, kubectl }: DeployContext): Promise<boolean> {
  const own = releaseJobOf(dist);
  const job = own && (await kubectl.get('job', own.metadata.name));
  return job !== undefined && endOf(job) === 'Failed';
}

/** A release that has failed after some time; undefined if none has. */
export async function releaseFailedSince({ kubectl }: DeployContext, after: string): Promise<string | undefined> {
  const jobs = await kubectl.list('jobs', RELEASE_JOBS);
  const failed = jobs.filter((job) => endOf(job) === 'Failed' && failedAt(job) > Date.parse(after));
  return failed.sort((one, other) => failedAt(other) - failedAt(one))[0]?.metadata.name;
}

/** Has the releases that were completed after some time run again when they are deployed again: what they have changed is undone. */
export async function removeReleasesSince(context: DeployContext, after: string): Promise<void> {
  const jobs = await context.kubectl.list('jobs', RELEASE_JOBS);
  const since = jobs.filter(({ status }) => Date.parse(status?.completionTime ?? '') > Date.parse(after));
  for (const { metadata } of since) await remove(context, metadata.name);
}

/** The releases that no one may run beside. */
export async function releasesAtWork({ kubectl }: DeployContext): Promise<string[]> {
  const jobs = await kubectl.list('jobs', RELEASE_JOBS);
  return jobs.filter((job) => endOf(job) === undefined).map(({ metadata }) => metadata.name);
}

/** Two releases at once would change one database. @throws Failure */
async function endOthers(context: DeployContext, own: string): Promise<void> {
  for (const name of (await releasesAtWork(context)).filter((other) => other !== own)) {
    context.progress.note(`job/${name} is still at work, left by an earlier deploy: waiting for its end`);
    const { neverStarted, isAtWork, reasons } = await follow(context, name);
    if (neverStarted) await remove(context, name);
    if (isAtWork)
      throw new Failure('an earlier release is still at work; nothing of this one has run', reasons, EXIT.release);
  }
}

/** Nothing waits for their end, and nothing fails if it does not come. */
async function removeSpent({ kubectl }: DeployContext, own: string): Promise<void> {
  const spent = spentReleases(await kubectl.list('jobs', RELEASE_JOBS), own);
  if (spent.length > 0) await kubectl.run(['delete', 'job', ...spent, '--ignore-not-found', '--wait=false']);
}

function failedAt(job: KubernetesObject): number {
  return Date.parse(failedCondition(job)?.lastTransitionTime ?? '');
}

function isSpent(job: KubernetesObject): boolean {
  return endOf(job) === 'Failed' || job.metadata.deletionTimestamp !== undefined;
}

/** Whether another release has served since: what that has changed in the database, this one changes back. */
function isOvertaken(
  { metadata, status }: KubernetesObject,
  { dist }: DeployContext,
  newest: ReleaseRecord | undefined,
): boolean {
  if (newest === undefined || status?.completionTime === undefined) return false;
  if (Date.parse(newest.at) <= Date.parse(status.completionTime)) return false;
  return newest.job === undefined ? !isDeepStrictEqual(newest.web, releaseIn(dist).web) : newest.job !== metadata.name;
}

function logLines(name: string, log: string): string[] {
  if (log.trim() === '') return [];
  const lines = log.trimEnd().split('\n');
  return [`log of job/${name}:`, ...lines.map((line) => `  ${line}`)];
}

async function remove(context: DeployContext, name: string): Promise<void> {
  const args = ['job', name, '--ignore-not-found', '--cascade=foreground'];
  await context.kubectl.ok(['delete', ...args, ...waiting(context)]);
}
