import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { chartInstance } from '../kubernetes/labels';
import { assertNone } from '../problem';
import type { DrupalRuntime } from '../runtime/drupal-runtime';
import {
  command,
  cronJobName,
  schedule as scheduleFormat,
  timeZone as timeZoneFormat,
  wholeNumber,
} from '../site/formats';
import { object, problemsOf } from '../site/shape';
import type { DrushCommand } from '../site/site';

export interface DrushCronJobProps extends DrushCommand {
  /** What the pod runs. */
  readonly runtime: DrupalRuntime;
  /**
   * The time zone of the schedule.
   * @default Etc/UTC
   */
  readonly timeZone?: string;
}

const SCHEMA = object({
  id: cronJobName,
  schedule: v.optional(scheduleFormat),
  timeZone: v.optional(timeZoneFormat),
  timeout: v.optional(wholeNumber(1, 86_400, 'seconds')),
  drush: command,
});

/**
 * A drush command on a schedule, such as Drupal's own cron. Runs never overlap; one that could not start within five
 * minutes of its time is left out; a run waits until the site's services answer, and one that fails is tried once more.
 */
export class DrushCronJob extends Construct {
  /** @throws InvalidInput if the name, the schedule or the time zone is none that Kubernetes takes */
  constructor(scope: Construct, id: string, props: DrushCronJobProps) {
    super(scope, id);
    const { runtime, drush, timeout = 3600, timeZone = 'Etc/UTC', schedule } = props;
    const when = schedule ?? hourly(chartInstance(this), id);
    assertNone(`DrushCronJob ${id}`, problemsOf(SCHEMA, { id, schedule, timeZone, timeout, drush }));
    new k8s.KubeCronJob(this, 'CronJob', {
      metadata: { name: id, labels: runtime.labels(this, id) },
      spec: {
        schedule: when,
        suspend: false, // said aloud, so that a deploy ends a suspension
        timeZone,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: 300,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata: { labels: runtime.labels(this, id) },
          spec: {
            backoffLimit: 1,
            activeDeadlineSeconds: timeout,
            template: runtime.podTemplate(this, {
              component: id,
              args: ['drush', ...drush],
              pod: { restartPolicy: 'Never' },
              waits: true,
            }),
          },
        },
      },
    });
  }
}

/** Once an hour, at a minute of the site's own: a thousand sites do not all start on the hour. */
function hourly(instance: string, id: string): string {
  const minute = [...`${instance} ${id}`].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 60_000, 7) % 60;
  return `${minute} * * * *`;
}
