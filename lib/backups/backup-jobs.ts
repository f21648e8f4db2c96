import type { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { BACKUP } from '../contract/backups';
import { labels } from '../kubernetes/labels';
import type { Binding } from '../site/backing-service';
import { excludedIn, foldersOf } from './backed-up-files';
import { type BackupContainer, type BackupContainers, backupContainers } from './backup-containers';
import { addBackupCronJob } from './backup-cron-job';
import { type BackupPodProps, backupPod } from './backup-pod';
import { releaseSeconds } from './backup-seconds';
import { clientContainer, type DatabaseClient } from './database-client';
import { engineOf } from './engines';
import { scriptsOf } from './scripts';
import { COUNTED_TABLES, WITHOUT_ROWS } from './scripts/rows';
import { seed } from './scripts/seed';
import { addScripts } from './scripts-config-map';

export interface BackupJobsProps extends Omit<BackupPodProps, 'scripts'> {
  /** What a client of the database needs. */
  readonly database: DatabaseClient;
  /** The bindings of all services, of which those with files are backed up. */
  readonly bindings: readonly Binding[];
  /** The image's version, which snapshots name. */
  readonly release: string;
  /** The time zone of the schedules. */
  readonly timeZone: string;
  /**
   * What else runs before a release.
   * @default - nothing
   */
  readonly seed?: BackupContainer;
}

/** Seconds of care: to free and to read may take long, and nobody waits for it. */
const CARE_TIMEOUT = 6 * 3600;

/**
 * The CronJob that backs up database and files, and the one that looks after the repository once a week.
 * @see https://restic.readthedocs.io/en/stable/
 */
export class BackupJobs extends Construct {
  private readonly pod: BackupPodProps;

  /** @param files the scope of the ConfigMap of scripts, which stays until no pod needs it */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: BackupJobsProps,
    files: Construct,
  ) {
    super(scope, id);
    const { backup } = props.database;
    const engine = engineOf(backup);
    const scripts = { ...scriptsOf(engine), ...(props.seed && { seed: seed(engine) }), client: backup.client };
    this.pod = { ...props, scripts: addScripts(files, BACKUP.make, scripts) };
    const { schedule, timeout } = props.settings;
    this.addCronJob(BACKUP.make, schedule, 2 * timeout + 3600, this.makers());
    const care: BackupContainer = { name: 'care', script: 'care', env: [...this.kept(), seconds(CARE_TIMEOUT / 2)] };
    this.addCronJob(BACKUP.care, 'H H(6-11) * * H', CARE_TIMEOUT, [care]);
  }

  /** What runs before a release in its pod: a dump that tells in its tags which release it was made for. */
  beforeRelease(): BackupContainers {
    const { release, settings, seed } = this.props;
    const env = [
      { name: 'BACKUP_KIND', value: BACKUP.release },
      { name: 'BACKUP_RELEASE', value: release },
      seconds(releaseSeconds(settings)),
    ];
    // A copy that was loaded in part is no content to back up, so it is loaded to its end first.
    return backupContainers(this.pod, [...(seed === undefined ? [] : [seed]), this.client('backup', env)]);
  }

  /** The database first: a file that comes between the two is merely one too many. */
  private makers(): [BackupContainer, ...BackupContainer[]] {
    const { settings, release } = this.props;
    const run = [
      { name: 'BACKUP_KIND', value: 'scheduled' },
      { name: 'BACKUP_RELEASE', value: release },
      seconds(settings.timeout),
    ];
    const folders = foldersOf(this.props.bindings);
    const files: BackupContainer = {
      name: 'files',
      script: 'files',
      env: [
        ...run,
        { name: 'BACKUP_FOLDERS', value: folders.map(({ path }) => path).join(' ') },
        { name: 'BACKUP_EXCLUDE', value: excludedIn(this.props.bindings, settings.exclude).join(' ') },
      ],
      mounts: folders,
    };
    return [
      this.client('database', run),
      ...(folders.length === 0 ? [] : [files]),
      { name: 'keep', script: 'keep', env: [...run.slice(0, 2), ...this.kept()] },
    ];
  }

  private client(name: string, run: readonly k8s.EnvVar[]): BackupContainer {
    const { database, repository } = this.props;
    return clientContainer(database, name, 'database', run, [
      { name: 'BACKUP_MARK', value: repository.mark },
      { name: 'BACKUP_WITHOUT_ROWS', value: WITHOUT_ROWS },
      { name: 'BACKUP_COUNTED', value: COUNTED_TABLES.join(' ') },
    ]);
  }

  /** What keeps a part of the backups, as restic's options; empty where all are kept. */
  private kept(): k8s.EnvVar[] {
    const { keep } = this.props.settings;
    const options = keep === 'all' ? [] : Object.entries(keep).map(([unit, count]) => `--keep-${unit}=${count}`);
    return [{ name: 'BACKUP_KEEP', value: options.join(' ') }];
  }

  private addCronJob(
    name: string,
    schedule: string,
    timeout: number,
    containers: readonly [BackupContainer, ...BackupContainer[]],
  ): void {
    addBackupCronJob(this, name, {
      labels: labels(this, { name: BACKUP.application, component: name }),
      schedule,
      timeZone: this.props.timeZone,
      timeout,
      template: backupPod(this, name, this.pod, containers),
    });
  }
}

function seconds(value: number): k8s.EnvVar {
  return { name: 'BACKUP_SECONDS', value: String(value) };
}
