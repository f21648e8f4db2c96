/** What manifests, scripts and commands agree on about backups. */
export const BACKUP = {
  /** The application of their pods, and so the name of their network policy. */
  application: 'backup',
  /** The CronJob that makes them, and the role of its pods. */
  make: 'backup',
  /** The CronJob that looks after the repository. */
  care: 'backup-care',
  /** The CronJob that tries the newest one out, and the application of its pods, which reach the storage and no database. */
  rehearsal: 'backup-rehearsal',
  /** The kind of a dump that was made before a release. */
  release: 'release',
  /** The Secret with the keys of the storage and the password of the repository. */
  secret: 'backups',
  /** The Secret with those of the sanitised copy, where it is made. */
  sanitised: 'sanitised-copy',
  /** The Secret with those of the copy that an environment begins with, the init container that loads it, and the CronJob that never runs by itself. */
  seed: 'seed',
} as const;

/** Names of workloads that a site with backups has. */
export const BACKUP_NAMES: readonly string[] = [BACKUP.make, BACKUP.care, BACKUP.rehearsal, BACKUP.seed];
