import { Construct } from 'constructs';
import { BACKUP } from '../contract/backups';
import { labels } from '../kubernetes/labels';
import { type BackupContainer, type BackupContainers, backupContainers } from './backup-containers';
import { addBackupCronJob } from './backup-cron-job';
import { type BackupPodProps, backupPod } from './backup-pod';
import { releaseSeconds } from './backup-seconds';
import { clientContainer, type DatabaseClient } from './database-client';
import { engineOf } from './engines';
import { COMMON } from './scripts/common';
import { COUNTED_TABLES, ROWS } from './scripts/rows';
import { seed } from './scripts/seed';
import { addScripts } from './scripts-config-map';

export interface SeedJobProps extends Omit<BackupPodProps, 'scripts'> {
  /** What a client of the database needs. */
  readonly database: DatabaseClient;
  /** The environment that makes the copy, in the words of messages. */
  readonly of: string;
  /** The time zone of the site's schedules. */
  readonly timeZone: string;
}

/**
 * The CronJob from which `cdk8s-drupal seed` makes Jobs that fill the database with another environment's sanitised copy. It
 * never runs by itself: what is in the database would be lost.
 */
export class SeedJob extends Construct {
  private readonly pod: BackupPodProps;

  /** @param files the scope of the ConfigMap of scripts, which stays until no pod needs it */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SeedJobProps,
    files: Construct,
  ) {
    super(scope, id);
    const { backup } = props.database;
    const scripts = { common: COMMON, rows: ROWS, client: backup.client, seed: seed(engineOf(backup)) };
    this.pod = { ...props, scripts: addScripts(files, BACKUP.seed, scripts) };
    addBackupCronJob(this, BACKUP.seed, {
      labels: labels(this, { name: BACKUP.application, component: BACKUP.seed }),
      schedule: '0 0 1 1 *', // a CronJob has to have one
      suspend: true,
      timeZone: props.timeZone,
      timeout: 2 * props.settings.timeout,
      template: backupPod(this, BACKUP.seed, this.pod, [this.container(props.settings.timeout)]),
    });
  }

  /** What fills an empty database before a release, in its pod. */
  get beforeRelease(): BackupContainer {
    return this.container(releaseSeconds(this.props.settings));
  }

  /** The same where nothing else runs there. */
  get alone(): BackupContainers {
    return backupContainers(this.pod, [this.beforeRelease]);
  }

  private container(seconds: number): BackupContainer {
    const { database, repository, of } = this.props;
    const env = [
      { name: 'SEED_OF', value: of },
      { name: 'BACKUP_SECONDS', value: String(seconds) },
      { name: 'BACKUP_COUNTED', value: COUNTED_TABLES.join(' ') },
    ];
    return { ...clientContainer(database, BACKUP.seed, 'seed', env), repository };
  }
}
