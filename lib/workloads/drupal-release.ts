import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { assertNone, type Problem } from '../problem';
import type { DrupalRuntime } from '../runtime/drupal-runtime';
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

  constructor(scope: Construct, id: string, { runtime, timeout = 1800, healthPath, ...release }: DrupalReleaseProps) {
    super(scope, id);
    assertNone(id, installProblems(runtime, release));
    const template = runtime.podTemplate(this, {
      component: id,
      args: releaseCommand(release, {
        hasMySql: runtime.isGiven('MYSQL_PASS_FILE'),
        webNeedsModeOff: healthPath === undefined,
      }),
      pod: { restartPolicy: 'Never' },
      waits: true,
    });
    this.jobName = `${id}-${releaseName(runtime.image.version, template, timeout)}`;
    new k8s.KubeJob(this, 'Job', {
      metadata: { name: this.jobName, labels: runtime.labels(this, id) },
      // No time to live: whoever applies manifests again would make a Job that is gone anew, and run the release once more.
      spec: { backoffLimit: 0, activeDeadlineSeconds: timeout, template },
    });
  }
}

/** Only of a database of this kind is it known how to ask whether it is empty. */
function installProblems(runtime: DrupalRuntime, { install }: Release): Problem[] {
  if (install === undefined || runtime.isGiven('MYSQL_PASS_FILE')) return [];
  return [
    {
      path: 'release.install',
      value: install,
      message: 'has no database of which it could be told whether it is empty',
      allowed: 'a database that gives MYSQL_HOST, MYSQL_PORT, MYSQL_NAME, MYSQL_USER and MYSQL_PASS_FILE',
      todo: 'leave it out, and let release.command decide what an empty database needs',
    },
  ];
}
