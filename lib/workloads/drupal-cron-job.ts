import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { SCHEDULE_DEFAULTS as DEFAULTS } from '../contract/schedule';
import { commandEntries, oneCommand } from '../formats/command';
import { cronJobName, schedule as scheduleFormat, timeZone as timeZoneFormat, wholeNumber } from '../formats/formats';
import { withoutHashes } from '../formats/schedule';
import { object, problemsOf } from '../formats/shape';
import { chartInstance } from '../kubernetes/labels';
import { keepNativeSidecars } from '../kubernetes/native-sidecars';
import { assertNone } from '../problem';
import type { DrupalRuntime } from '../runtime/drupal-runtime';
import { workloadEntries } from '../site/pod-schema';
import type { Schedule } from '../site/site';

export interface DrupalCronJobProps extends Schedule {
  /** What the pod runs. */
  readonly runtime: DrupalRuntime;
  /**
   * The words of a drush command, without `drush`.
   * @default - none: then `command` is given
   */
  readonly drush?: readonly [string, ...string[]];
  /**
   * A program and its arguments.
   * @default - none: then `drush` is given
   */
  readonly command?: readonly [string, ...string[]];
  /**
   * The time zone of the schedule.
   * @default Etc/UTC
   */
  readonly timeZone?: string;
}

const SCHEMA = v.pipe(
  object({
    id: cronJobName,
    schedule: v.optional(scheduleFormat),
    timeZone: v.optional(timeZoneFormat),
    timeout: v.optional(wholeNumber(1, 86_400, 'seconds')),
    ...commandEntries,
    ...workloadEntries,
  }),
  oneCommand,
);

/**
 * A command on a schedule, such as Drupal's own cron. Runs never overlap; one that could not start within five minutes of its
 * time is left out; a run waits until the site's services answer, and one that fails is tried once more.
 */
export class DrupalCronJob extends Construct {
  /** @throws InvalidInput if the name, the command, the schedule or the time zone is none that Kubernetes takes */
  constructor(scope: Construct, id: string, props: DrupalCronJobProps) {
    super(scope, id);
    const { runtime, drush, command, pod, resources } = props;
    const { schedule = DEFAULTS.schedule, timeout = DEFAULTS.timeout, timeZone = DEFAULTS.timeZone } = props;
    assertNone(
      `DrupalCronJob ${id}`,
      problemsOf(SCHEMA, { id, schedule, timeZone, timeout, drush, command, pod, resources }),
    );
    const template = runtime.podTemplate(this, {
      component: id,
      settings: pod,
      resources,
      args: command ?? ['drush', ...(drush ?? [])],
      pod: { restartPolicy: 'Never' },
      waits: true,
    });
    const cronJob = new k8s.KubeCronJob(this, 'CronJob', {
      metadata: { name: id, labels: runtime.labels(this, id) },
      spec: {
        schedule: withoutHashes(schedule, `${chartInstance(this)} ${id}`),
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
            template,
          },
        },
      },
    });
    keepNativeSidecars(cronJob, template);
  }
}
