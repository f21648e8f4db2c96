import type { SiteBackups } from './site-backups';

/** Whose sanitised copy an empty database is filled with. */
export interface Seed {
  /** The environment that makes the copy. */
  readonly environment: string;
  /** Where that one's backups and their copy go. */
  readonly backups: SiteBackups;
}
