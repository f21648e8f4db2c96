import type { Size } from '../kubernetes/quantity';
import type { Resources } from '../kubernetes/resources';
import type { SecretSource } from './secret-source';

/** How many backups are kept. */
export interface BackupsToKeep {
  /**
   * Days of which the last backup is kept.
   * @default 7
   */
  readonly daily?: number;
  /**
   * Weeks of which the last backup is kept.
   * @default 4
   */
  readonly weekly?: number;
  /**
   * Months of which the last backup is kept.
   * @default 12
   */
  readonly monthly?: number;
}

/** How backups are rehearsed. */
export interface Rehearsal {
  /**
   * When: a cron expression, as for `cron.schedule`.
   * @default - `H H(0-5) * * H`, once a week in the night
   */
  readonly schedule?: string;
  /**
   * Space on the node's disk for the database of the rehearsal, which is not reserved.
   * @default - as much as the database's volume has, or 10Gi
   */
  readonly size?: Size;
  /**
   * How many managed files may be missing in the backup: those that the site has lost itself.
   * @default 0
   */
  readonly missing?: number;
  /**
   * What the server of the rehearsal asks for and where it is stopped.
   * @default - 50m and 256Mi reserved, killed at 2Gi, no processor limit
   */
  readonly resources?: Resources;
}

/**
 * A copy of the database without personal data, which each rehearsal makes for other environments: they name it by `seed`. It
 * is stored at the storage of the backups, in a bucket and with keys and a password of its own, so that whoever has it has nothing
 * of the backups.
 */
export interface SanitisedCopy {
  /** The bucket: another one than that of the backups, since keys are granted by bucket. */
  readonly bucket: string;
  /**
   * The folder in the bucket that is its repository.
   * @default - SITE/ENVIRONMENT
   */
  readonly folder?: string;
  /** The id of a key for this bucket. Here it reads and writes; where the copy is used, one that reads is enough. */
  readonly accessKey: SecretSource;
  /** The key's secret. */
  readonly secretKey: SecretSource;
  /** The password of its repository: not that of the backups. */
  readonly password: SecretSource;
  /**
   * Commands that take out what is personal in this site alone: `['drush', 'shop:forget-addresses']`. They run in the site's image
   * after `drush sql:sanitize`, and one that fails leaves no copy.
   * @default - none
   */
  readonly commands?: readonly (readonly [string, ...string[]])[];
  /**
   * Tables of the site's own that are copied without their rows, besides those of caches, sessions, logs, queues, search, form
   * submissions and orders.
   * @default - none
   */
  readonly empty?: readonly string[];
}

/** What backups take wherever they go. */
export interface CommonBackupsProps {
  /** The bucket. Whoever may delete another site's history must not share it: keys are granted by bucket. */
  readonly bucket: string;
  /**
   * The folder in the bucket that is the repository. Two environments never share one.
   * @default - SITE/ENVIRONMENT
   */
  readonly folder?: string;
  /** The id of the key that may read and write the bucket. */
  readonly accessKey: SecretSource;
  /** The key's secret. */
  readonly secretKey: SecretSource;
  /**
   * The password of the repository, without which nobody can read it. It has to be kept outside of the cluster: one that is
   * generated would go with the namespace, and all backups with it.
   */
  readonly password: SecretSource;
  /**
   * When: a cron expression, as for `cron.schedule`.
   * @default - `H H(0-5) * * *`, once in the night
   */
  readonly schedule?: string;
  /**
   * Seconds that the database and the files may each take, before the backup counts as failed.
   * @default 7200
   */
  readonly timeout?: number;
  /**
   * How many backups are kept. `'all'` forgets none: for a key that may not delete, so that whoever steals it cannot destroy what
   * is there. Then something else has to forget.
   * @default - of 7 days, 4 weeks and 12 months
   */
  readonly keep?: BackupsToKeep | 'all';
  /**
   * How the newest backup is tried out once a week: loaded into a database of its own, on which Drupal boots, and its files
   * compared with their rows. `false` leaves it out.
   * @default - {}; false where nothing says how a server of the database's kind is started
   */
  readonly rehearse?: Rehearsal | false;
  /**
   * A copy without personal data, made by each rehearsal, with which other environments and review apps can begin: `seed`.
   * @default - none
   */
  readonly sanitise?: SanitisedCopy;
  /**
   * Files that are not backed up besides those that Drupal makes anew: paths below `public` or `private`, such as `public/feeds`.
   * @default - none
   */
  readonly exclude?: readonly string[];
  /**
   * Ranges of addresses in which the storage is, where it is not on the internet.
   * @default - the internet, on the endpoint's port
   */
  readonly addresses?: readonly string[];
  /**
   * Space for what restic keeps during a run of what the repository holds.
   * @default 2Gi
   */
  readonly cacheSize?: Size;
  /**
   * What a container asks for and where it is stopped. A repository of a terabyte needs more memory.
   * @default - 50m and 128Mi reserved, killed at 1Gi, no processor limit
   */
  readonly resources?: Resources;
  /**
   * The image of restic, 0.17 or newer.
   * @default restic/restic:0.19.1
   */
  readonly image?: string;
}

/** Backups to a storage that speaks S3. */
export interface S3BackupsProps extends CommonBackupsProps {
  /** The storage's address: `https://s3.example.com`. */
  readonly endpoint: string;
  /**
   * The region of the bucket.
   * @default - the storage is asked
   */
  readonly region?: string;
  /**
   * Where the certificate of the endpoint's authority comes from.
   * @default - the usual authorities
   */
  readonly ca?: SecretSource;
}

/** Backups to DigitalOcean Spaces. */
export interface SpacesBackupsProps extends CommonBackupsProps {
  /** The region of the bucket, such as `fra1`; better another one than the cluster's. */
  readonly region: string;
}
