import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { RELEASE_DEFAULTS } from '../contract/release';
import { keepNativeSidecars } from '../kubernetes/native-sidecars';
import { assertNone, type Problem } from '../problem';
import type { DrupalRuntime } from '../runtime/drupal-runtime';
import { MYSQL_PROBE } from '../services/mysql-probe';
import type { DatabaseProbe } from '../site/backing-service';
import type { Release } from '../site/site';
import { releaseCommand } from './release-command';
import { releaseName } from './release-name';

export interface DrupalReleaseProps extends Release {
  /** What the pod runs. */
  readonly runtime: DrupalRuntime;
  /**
   * The path that the web must answer, if it is one that Drupal may answer in maintenance mode, too. Without it, the release
   * refuses to run while somebody has switched that mode on.
   * @default - one that it does not answer then
   */
  readonly healthPath?: string;
  /**
   * What runs before the release, and keeps it from running if it fails, such as a backup.
   * @default - nothing
   */
  readonly before?: ReleasePreparation;
}

/** Init containers of the release's pod, and their volumes. */
export interface ReleasePreparation {
  /** The containers, in the order in which they run. */
  readonly containers: readonly k8s.Container[];
  /** The volumes behind their mounts. */
  readonly volumes: readonly k8s.Volume[];
  /** Seconds that it may take. */
  readonly timeout: number;
  /** Secrets by which its images are pulled. */
  readonly pullSecrets: readonly string[];
}

/**
 * The Job that brings the database to a new image, before the web changes: `drush deploy`, which updates the database,
 * imports the configuration, rebuilds the caches and runs the deploy hooks; or, on request, the one that installs a site into
 * an empty database. It is tried once: a release that failed half-way wants a person.
 *
 * A Job cannot be changed, so its name is the image's short name with a hash of the pod: a new image or another setting
 * makes a new Job, the same manifests the same one.
 * @see https://www.drush.org/latest/deploycommand/
 */
export class DrupalRelease extends Construct {
  /** The Job's name. */
  readonly jobName: string;

  constructor(
    scope: Construct,
    id: string,
    { runtime, timeout: own = RELEASE_DEFAULTS.timeout, healthPath, before, ...release }: DrupalReleaseProps,
  ) {
    super(scope, id);
    assertNone(id, installProblems(runtime, release));
    const plain = runtime.podTemplate(this, {
      component: id,
      settings: release.pod,
      resources: release.resources,
      args: releaseCommand(release, {
        database: probeOf(runtime),
        webNeedsModeOff: healthPath === undefined,
      }),
      pod: { restartPolicy: 'Never' },
      waits: true,
    });
    const template = before === undefined ? plain : withPreparation(plain, before);
    const timeout = own + (before?.timeout ?? 0);
    this.jobName = `${id}-${releaseName(runtime.image.version, template, timeout)}`;
    const job = new k8s.KubeJob(this, 'Job', {
      metadata: { name: this.jobName, labels: runtime.labels(this, id) },
      // No time to live: whoever applies manifests again would make a Job that is gone anew, and run the release once more.
      spec: { backoffLimit: 0, activeDeadlineSeconds: timeout, template },
    });
    keepNativeSidecars(job, template);
  }
}

function withPreparation(
  { metadata, spec }: k8s.PodTemplateSpec,
  { containers, volumes, pullSecrets }: ReleasePreparation,
): k8s.PodTemplateSpec {
  const known = new Set((spec?.volumes ?? []).map(({ name }) => name));
  const names = [...(spec?.imagePullSecrets ?? []).map(({ name }) => name ?? ''), ...pullSecrets];
  return {
    metadata,
    spec: {
      ...(spec as k8s.PodSpec),
      initContainers: [...(spec?.initContainers ?? []), ...containers],
      volumes: [...(spec?.volumes ?? []), ...volumes.filter(({ name }) => !known.has(name))],
      ...(names.length === 0 ? {} : { imagePullSecrets: [...new Set(names)].map((name) => ({ name })) }),
    },
  };
}

/** How the database is asked: as its binding says, or as a MySQL where the environment contract's variables are given. */
function probeOf(runtime: DrupalRuntime): DatabaseProbe | undefined {
  return runtime.database ?? (runtime.isGiven(MYSQL_PROBE.variable) ? MYSQL_PROBE : undefined);
}

function installProblems(runtime: DrupalRuntime, { install }: Release): Problem[] {
  if (install === undefined || probeOf(runtime) !== undefined) return [];
  return [
    {
      path: 'release.install',
      value: install,
      message: 'needs a database that can be asked whether it is empty',
      allowed:
        'Database.mariadb, Database.mysql, Database.postgresql, Database.managedPostgresql, or a service whose binding has database, or MYSQL_HOST, MYSQL_PORT, MYSQL_NAME, MYSQL_USER and MYSQL_PASS_FILE in env',
      fix: 'leave it out, and let release.command decide what an empty database needs',
    },
  ];
}
