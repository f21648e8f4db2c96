import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { withoutHashes } from '../formats/schedule';
import { chartInstance } from '../kubernetes/labels';

export interface BackupCronJobProps {
  readonly labels: Readonly<Record<string, string>>;
  readonly schedule: string;
  readonly timeZone: string;
  /** Seconds that a run may take. */
  readonly timeout: number;
  readonly template: k8s.PodTemplateSpec;
  /**
   * How many runs that ended well are kept: what they have left is read by commands.
   * @default 1
   */
  readonly kept?: number;
  /**
   * Whether it never runs by itself.
   * @default false
   */
  readonly suspend?: boolean;
}

/** A CronJob of backups: runs never overlap, and one that fails is tried once more. */
export function addBackupCronJob(
  scope: Construct,
  name: string,
  { labels, schedule, timeZone, timeout, template, kept = 1, suspend = false }: BackupCronJobProps,
): void {
  new k8s.KubeCronJob(scope, name, {
    metadata: { name, labels },
    spec: {
      schedule: withoutHashes(schedule, `${chartInstance(scope)} ${name}`),
      suspend, // said aloud, so that a deploy ends a suspension
      timeZone,
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: kept,
      failedJobsHistoryLimit: 3,
      jobTemplate: { metadata: { labels }, spec: { backoffLimit: 1, activeDeadlineSeconds: timeout, template } },
    },
  });
}
