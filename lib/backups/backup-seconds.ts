import type { BackupSettings } from '../site/site-backups';

/** Seconds that what runs before a release may take, since a deploy waits for it. */
export function releaseSeconds({ timeout }: BackupSettings): number {
  return Math.min(timeout, 1800);
}
