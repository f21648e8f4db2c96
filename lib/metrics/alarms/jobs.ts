import type { AlarmName } from '../../contract/alarms';
import { BACKUP } from '../../contract/backups';
import { type Alarm, once, select } from '../alarm';
import type { Scheduled, Watched } from '../watched';

const CRONJOB = ['namespace', 'cronjob'] as const;
const JOB = 'namespace, job_name';
const HOUR = 3600;

/** When it succeeded last, or was made. */
function succeeded(site: Watched, { name }: Scheduled, labels: readonly string[]): string {
  const of = (metric: string) => select(metric, site, { cronjob: name });
  return once(labels, `${of('kube_cronjob_status_last_successful_time')} or ${of('kube_cronjob_created')}`);
}

function late(site: Watched, scheduled: Scheduled, seconds: number): string {
  return `time() - ${succeeded(site, scheduled, CRONJOB)} > ${seconds}`;
}

/** One run may be missed: the next one does its work. */
const onceMissed = ({ gap, deadline }: Scheduled) => 2 * gap + deadline;
/** No run may be missed, each takes its time, and one that fails is tried again within it. */
const neverMissed = ({ gap, deadline }: Scheduled) => gap + deadline + HOUR;

/** A Job that failed, by when it was made. */
const failed = (site: Watched, jobs: string) => {
  const made = select('kube_job_created', site, { job_name: jobs });
  return `${made} and on (${JOB}) (${select('kube_job_failed', site, { job_name: jobs, condition: 'true' })} == 1)`;
};

/** The newest run failed: a success after it ends the alarm, although the Job is kept. */
function lastFailed(site: Watched, scheduled: Scheduled): string {
  const newest = once(['namespace'], failed(site, `~${scheduled.name}-[0-9]+`));
  return `${newest} > ${succeeded(site, scheduled, ['namespace'])}`;
}

/** What runs by itself and ends. */
export const JOBS = {
  DrupalCronLate: {
    severity: 'warning',
    for: '5m',
    summary: 'cron of {{ $labels.namespace }} last succeeded {{ $value | humanizeDuration }} ago',
    description:
      '`cdk8s-drupal logs` shows the last runs, `kubectl get jobs` how they ended. One that runs into its timeout wants a longer one or less to do; a cron that is suspended was left so by a release that broke off, and the next deploy ends that.',
    expressions: (site) => (site.cron === undefined ? [] : [late(site, site.cron, onceMissed(site.cron))]),
  },
  DrupalCommandLate: {
    severity: 'warning',
    for: '5m',
    summary:
      'the command {{ $labels.cronjob }} of {{ $labels.namespace }} last succeeded {{ $value | humanizeDuration }} ago',
    description: '`cdk8s-drupal logs` shows its last runs, `kubectl get jobs` how they ended.',
    expressions: (site) => site.commands.map((one) => late(site, one, onceMissed(one))),
  },
  DrupalReleaseFailed: {
    severity: 'critical',
    for: '1m',
    summary: 'the last release of {{ $labels.namespace }} failed',
    description:
      'The web goes on with the image of before, on a database that may be half-way. The job of the pipeline has the log, `kubectl logs job/release-...` too. docs/everyday.md says how to go on: mend and deploy again, or `cdk8s-drupal rollback`.',
    expressions: (site) => {
      const jobs = '~release-.+';
      const ofCommands = `unless on (${JOB}) ${select('kube_job_owner', site, { owner_kind: 'CronJob' })}`;
      const newest = once(['namespace'], `${select('kube_job_created', site, { job_name: jobs })} ${ofCommands}`);
      return [`${once(['namespace'], `${failed(site, jobs)} ${ofCommands}`)} >= ${newest}`];
    },
  },
  DrupalBackupLate: {
    severity: 'critical',
    for: '5m',
    summary: '{{ $labels.cronjob }} of {{ $labels.namespace }} last succeeded {{ $value | humanizeDuration }} ago',
    description:
      'What has changed since then would be lost with the volume. `cdk8s-drupal status` says how old the newest backup is and why the last run failed, `cdk8s-drupal backup` makes one now.',
    expressions: (site) => site.backups.map((one) => late(site, one, neverMissed(one))),
  },
  DrupalBackupFailed: {
    severity: 'warning',
    for: '1m',
    summary: 'the last backup of {{ $labels.namespace }} failed',
    description:
      '`cdk8s-drupal status` says which step failed: a storage that refuses the keys or is full, a database that cannot be dumped, a repository that is locked. `cdk8s-drupal backup` tries again at once.',
    expressions: (site) => site.backups.map((one) => lastFailed(site, one)),
  },
  DrupalRehearsalLate: {
    severity: 'warning',
    for: '5m',
    summary: 'the last rehearsal of {{ $labels.namespace }} that went well is {{ $value | humanizeDuration }} old',
    description:
      'Nobody knows whether the backups since then can be restored. `cdk8s-drupal status` says why it did not run: no node with room for it, or a volume that does not come.',
    expressions: ({ rehearsal, ...site }) =>
      rehearsal === undefined ? [] : [late(site, rehearsal, neverMissed(rehearsal))],
  },
  DrupalRehearsalFailed: {
    severity: 'critical',
    for: '1m',
    summary: 'a backup of {{ $labels.namespace }} could not be restored in a rehearsal',
    description:
      `The backup may be worth nothing. \`cdk8s-drupal status\` and \`kubectl logs\` of the last pod of ${BACKUP.rehearsal} say what is missing or differs. ` +
      'Make another backup (`cdk8s-drupal backup`), and rehearse it before you need it.',
    expressions: ({ rehearsal, ...site }) => (rehearsal === undefined ? [] : [lastFailed(site, rehearsal)]),
  },
  DrupalFiguresMissing: {
    severity: 'warning',
    for: '15m',
    summary: 'nothing tells how the web of {{ $labels.namespace }} is',
    description:
      'The other alarms are silent for as long as this lasts. Prometheus has no figures of kube-state-metrics for this namespace: see whether that runs and is scraped. If the site was taken away, so are its alarms, by the next deploy or `cdk8s-drupal destroy`.',
    expressions: (site) => [`absent(${select('kube_deployment_spec_replicas', site, { deployment: site.web.name })})`],
  },
} satisfies Partial<Record<AlarmName, Alarm>>;
