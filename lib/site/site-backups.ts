import type { Problem } from '../problem';
import type { BackupsToKeep, S3BackupsProps } from './backups-props';

/** Where backups go, and how, with nothing left to decide. */
export type BackupSettings = Omit<S3BackupsProps, 'keep'> &
  Required<Pick<S3BackupsProps, 'schedule' | 'timeout' | 'exclude' | 'cacheSize' | 'resources' | 'image'>> & {
    readonly keep: Required<BackupsToKeep> | 'all';
  };

/** Where a site's backups go, and how: what `Backups` makes. */
export interface SiteBackups {
  /** What it was given, with nothing left open. */
  readonly settings: BackupSettings;
  /** What is wrong with what it was given, with paths that begin at its own properties. */
  problems(): Problem[];
}
