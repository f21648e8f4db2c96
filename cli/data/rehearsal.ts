import { BACKUP } from '../../lib/contract/backups';
import { LABEL } from '../../lib/contract/labels';
import type { Kubectl } from '../kubectl/kubectl';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { sizeOf } from './backup';

/** What a rehearsal that ended well has left. */
export interface RehearsalResult {
  /** The backup that it has tried out. */
  readonly run: string;
  /** How long it took. */
  readonly seconds: number;
  /** Updates of the database that are pending in it, since it is of an older release. */
  readonly updates: number;
  /** Managed files. */
  readonly files: number;
  /** Those that are missing, and are allowed to. */
  readonly missing: number;
  /** Those that were restored and compared. */
  readonly restored: number;
  /**
   * Bytes of the sanitised copy that was made of it.
   * @default - none was made
   */
  readonly copied?: number;
}

/** The result in what a container has left; undefined if it is none. */
export function rehearsalIn(message: string | undefined): RehearsalResult | undefined {
  try {
    const result = JSON.parse(message ?? '');
    return typeof result.restored === 'number' ? result : undefined;
  } catch {
    return undefined; // a reason, or nothing
  }
}

/** A result in some words. */
export function textOf({ run, seconds, updates, files, missing, restored, copied }: RehearsalResult): string {
  return [
    `${run} boots after ${seconds} s`,
    ...(updates === 0 ? [] : [`${updates} ${updates === 1 ? 'update' : 'updates'} pending`]),
    `${files - missing} of ${files} managed files there`,
    `${restored} restored`,
    ...(copied === undefined ? [] : [`sanitised copy of ${sizeOf(copied)} made`]),
  ].join(', ');
}

/**
 * The backups that were rehearsed, and when. It is read from the pods: a key that may only add to the storage cannot mark what
 * is there.
 */
export async function rehearsedRuns(kubectl: Kubectl): Promise<Map<string, string>> {
  const pods = await kubectl.list('pods', `${LABEL.name}=${BACKUP.rehearsal}`);
  return new Map(
    pods
      .filter(({ status }) => status?.phase === 'Succeeded')
      .flatMap(endsOf)
      .sort(([, a], [, b]) => (a < b ? -1 : 1)),
  );
}

function endsOf({ status }: KubernetesObject): [string, string][] {
  const ends: { message?: string; finishedAt?: string }[] = (status?.containerStatuses ?? []).map(
    ({ state }: { state?: { terminated?: object } }) => state?.terminated ?? {},
  );
  return ends.flatMap(({ message, finishedAt = '' }): [string, string][] => {
    const result = rehearsalIn(message);
    return result === undefined ? [] : [[result.run, finishedAt]];
  });
}
