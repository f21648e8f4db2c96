import { createHash } from 'node:crypto';
import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { DrupalRuntime } from '../runtime/drupal-runtime';
import type { Release } from '../site/site';

export interface DrupalReleaseProps extends Release {
  /** What the pod runs. */
  readonly runtime: DrupalRuntime;
}

const DEPLOY = ['drush', 'deploy', '-y'] as const;

/**
 * The Job that brings the database to a new image, before the web changes: `drush deploy`, which updates the database,
 * imports the configuration, rebuilds the caches and runs the deploy hooks. It is tried once: a release that failed
 * half-way wants a person.
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
    { runtime, command = [...DEPLOY], timeout = 1800, order = 'before' }: DrupalReleaseProps,
  ) {
    super(scope, id);
    const template = runtime.podTemplate(this, {
      component: id,
      args: order === 'maintenance' ? inMaintenance(command) : command,
      pod: { restartPolicy: 'Never' },
      waitFor: runtime.services,
    });
    this.jobName = `${id}-${shortName(runtime.image.version)}-${hash(JSON.stringify([template, timeout]))}`;
    new k8s.KubeJob(this, 'Job', {
      metadata: { name: this.jobName, labels: runtime.labels(this, id) },
      spec: { backoffLimit: 0, activeDeadlineSeconds: timeout, ttlSecondsAfterFinished: 86_400, template },
    });
  }
}

/** A command with Drupal in maintenance mode around it; if it fails, the mode stays on until someone has looked. */
function inMaintenance(command: readonly string[]): string[] {
  const mode = (value: 0 | 1) => `drush state:set system.maintenance_mode ${value} --input-format=integer`;
  return ['sh', '-c', `${mode(1)} && "$@" && ${mode(0)}`, 'release', ...command];
}

/** A tag as part of an object's name. */
function shortName(version: string): string {
  return version
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 20)
    .replace(/^-+|-+$/g, '');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 5);
}
