import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { BACKUP } from '../contract/backups';
import { DRUPAL } from '../contract/labels';
import { SERVICE_ACCOUNT } from '../contract/service-accounts';
import { labels } from '../kubernetes/labels';
import { mebibytes, type Size } from '../kubernetes/quantity';
import { type CompleteResources, complete } from '../kubernetes/resources';
import { restrictedPod } from '../kubernetes/restricted';
import { lockedPod } from '../kubernetes/workload';
import { volumeMountsOf } from '../runtime/volumes';
import type { Binding, Mount } from '../site/backing-service';
import type { Rehearsal } from '../site/backups-props';
import type { DatabaseBackup, ScratchServer } from '../site/data-backup';
import { excludedIn, foldersOf } from './backed-up-files';
import { type BackupContainer, backupContainers } from './backup-containers';
import { addBackupCronJob } from './backup-cron-job';
import type { BackupPodProps } from './backup-pod';
import { REHEARSAL_RESOURCES } from './backup-resources';
import { engineOf } from './engines';
import type { Repository } from './repository';
import { PERSONAL_TABLES } from './scripts/personal';
import { copyScripts, rehearsalScripts } from './scripts/rehearsal';
import { COUNTED_TABLES, WITHOUT_ROWS } from './scripts/rows';
import { addScripts } from './scripts-config-map';

export interface RehearsalJobProps extends Omit<BackupPodProps, 'scripts'> {
  readonly rehearsal: Rehearsal;
  readonly database: DatabaseBackup & { readonly scratch: ScratchServer };
  /** The bindings of all services, of which those with files are backed up. */
  readonly bindings: readonly Binding[];
  /** Drupal's pod as it is beside the server of the rehearsal: without the site's volumes and services. */
  readonly drupal: k8s.PodSpec;
  /** Secrets by which the other images are pulled. */
  readonly pullSecrets: readonly string[];
  /** The image's version, which snapshots name. */
  readonly release: string;
  /** Whether a release leaves no update of the database pending. */
  readonly updates: boolean;
  /** The time zone of the schedule. */
  readonly timeZone: string;
  /**
   * The repository of the copy without personal data.
   * @default - none is made
   */
  readonly sanitised?: Repository;
}

/** What the two containers share: the listing of the backup, and files that are restored. */
const SHARED: Mount = { name: 'backup-rehearsal', path: '/rehearsal', source: { scratch: '1Gi' } };

/** A server writes until its limit is reached, so the script that watches it has to be before the kubelet. */
const WATCHED = 0.9;

const SIZE: Size = '10Gi';

/** How many containers run before the server: restic's, and the one that finds the backup. */
const BEFORE = 2;

/**
 * The CronJob that tries the newest backup out. A container of the database's image has a server of its own, and one of the site's
 * image uses it; they stand side by side and not one after the other, and find each other by 127.0.0.1 and files, since
 * sidecars that end with a Job are there from Kubernetes 1.29 on.
 */
export class RehearsalJob extends Construct {
  /** @param files the scope of the ConfigMap of scripts, which stays until no pod needs it */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: RehearsalJobProps,
    files: Construct,
  ) {
    super(scope, id);
    const { database, settings, rehearsal, timeZone, sanitised } = props;
    const engine = engineOf(database);
    const scripts = {
      ...rehearsalScripts(engine),
      client: database.client,
      serve: database.scratch.serve,
      ...(sanitised && copyScripts(engine, settings.sanitise?.commands ?? [])),
    };
    const own = labels(this, { name: BACKUP.rehearsal, component: BACKUP.rehearsal });
    addBackupCronJob(this, BACKUP.rehearsal, {
      labels: own,
      schedule: rehearsal.schedule ?? 'H H(0-5) * * H',
      timeZone,
      timeout: (sanitised === undefined ? 2 : 5) * settings.timeout + 3600, // a copy is dumped twice more, and old ones go
      kept: 4, // the list of backups says which were rehearsed
      template: { metadata: { labels: own }, spec: this.pod(addScripts(files, BACKUP.rehearsal, scripts)) },
    });
  }

  private pod(scripts: string): k8s.PodSpec {
    const { drupal, identity, placement, pullSecrets } = this.props;
    const all = [this.finder(), this.server(), ...this.copier()];
    const { containers, volumes } = backupContainers({ ...this.props, scripts }, all);
    const own = this.drupal(scripts);
    const kept = drupal.volumes?.filter(({ name }) => own.volumeMounts?.some((mount) => mount.name === name)) ?? [];
    const names = [...(drupal.imagePullSecrets ?? []).map(({ name }) => name ?? ''), ...pullSecrets];
    return {
      ...lockedPod(SERVICE_ACCOUNT.services),
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 60,
      securityContext: restrictedPod(identity),
      ...placement,
      ...(names.length === 0 ? {} : { imagePullSecrets: [...new Set(names)].map((name) => ({ name })) }),
      initContainers: containers.slice(0, BEFORE),
      containers: [...containers.slice(BEFORE), own],
      volumes: [...volumes, ...kept.map(withoutClaim)],
    };
  }

  private finder(): BackupContainer {
    return { name: 'snapshot', script: 'snapshot', env: [...this.common(), ...this.folders()], mounts: [SHARED] };
  }

  /** What stores a copy without personal data, as a client of the same server. */
  private copier(): BackupContainer[] {
    const { database, settings, sanitised } = this.props;
    if (sanitised === undefined) return [];
    const variables = {
      ...database.scratch.env,
      BACKUP_WITHOUT_ROWS: WITHOUT_ROWS,
      BACKUP_COUNTED: COUNTED_TABLES.join(' '),
      SANITISE_TABLES: PERSONAL_TABLES,
      SANITISE_EMPTY: (settings.sanitise?.empty ?? []).join(' '),
    };
    const env = [...this.common(), ...listed(variables)];
    return [{ name: 'copy', script: 'copy', image: database.image, repository: sanitised, env, mounts: [SHARED] }];
  }

  private server(): BackupContainer {
    const { database, rehearsal } = this.props;
    const { env, settings = [], size: likely } = database.scratch;
    const size = rehearsal.size ?? likely ?? SIZE;
    const amount = mebibytes(size) ?? 0;
    const variables = {
      ...env,
      SCRATCH_SETTINGS: settings.join(' '),
      BACKUP_COUNTED: COUNTED_TABLES.join(' '),
      REHEARSAL_SIZE: size,
      REHEARSAL_MEGABYTES: String(Math.floor(amount * WATCHED)),
    };
    return {
      name: 'scratch',
      script: 'scratch',
      image: database.image,
      env: [...this.common(), ...listed(variables)],
      mounts: [SHARED, { name: 'backup-scratch', path: '/scratch', source: { scratch: size } }],
      resources: this.resources(amount),
    };
  }

  /** The limit of the space holds for the pod with all its volumes, and the volume of the server has its own. */
  private resources(amount: number): CompleteResources {
    const asked = complete(this.props.rehearsal.resources, REHEARSAL_RESOURCES);
    const own = mebibytes(asked.ephemeralStorageLimit) ?? 0;
    return { ...asked, ephemeralStorageLimit: `${own + amount}Mi` };
  }

  private drupal(scripts: string): k8s.Container {
    const { drupal, release, rehearsal, updates, sanitised, settings } = this.props;
    const container = drupal.containers.find(({ name }) => name === DRUPAL) as k8s.Container;
    const variables = {
      ...(sanitised && { BACKUP_SECONDS: String(settings.timeout) }),
      BACKUP_RELEASE: release,
      DRUPAL_REHEARSAL: 'yes', // DRUPAL_ENVIRONMENT is live's, as its configuration is what is tried out
      REHEARSAL_MISSING: String(rehearsal.missing ?? 0),
      REHEARSAL_UPDATED: updates ? 'yes' : '',
    };
    const mounts: Mount[] = [
      SHARED,
      { name: 'backup-scripts', path: '/backup', readOnly: true, source: { configMap: scripts } },
    ];
    return {
      ...container,
      env: [...(container.env ?? []), ...this.folders(), ...listed(variables)],
      terminationMessagePolicy: 'FallbackToLogsOnError',
      volumeMounts: [...(container.volumeMounts ?? []), ...volumeMountsOf(mounts)],
    };
  }

  private common(): k8s.EnvVar[] {
    return listed({ BACKUP_SECONDS: String(this.props.settings.timeout) });
  }

  private folders(): k8s.EnvVar[] {
    const { bindings, settings } = this.props;
    return listed({
      BACKUP_FOLDERS: foldersOf(bindings)
        .map(({ path }) => path)
        .join(' '),
      BACKUP_EXCLUDE: excludedIn(bindings, settings.exclude).join(' '),
    });
  }
}

function listed(variables: Readonly<Record<string, string>>): k8s.EnvVar[] {
  return Object.entries(variables).map(([name, value]) => ({ name, value }));
}

/** What is live is not mounted, and Drupal finds an empty folder in its place. */
function withoutClaim(volume: k8s.Volume): k8s.Volume {
  if (volume.persistentVolumeClaim === undefined && volume.nfs === undefined) return volume;
  return { name: volume.name, emptyDir: { sizeLimit: k8s.Quantity.fromString('1Gi') } };
}
