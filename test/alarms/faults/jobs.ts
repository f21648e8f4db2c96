import { bed } from '../../data/data-site';
import type { Live } from '../../recipe/bed';
import { eventually } from '../../recipe/process';
import { type AlarmsSite, NIGHTLY } from '../alarms-site';
import type { Fault } from '../fault';

const DAY = 86_400_000;
const EACH_MINUTE = '* * * * *';

/** What runs by itself and ends, otherwise than it should or not at all. */
export function jobFaults(site: AlarmsSite, folder: () => string): Record<string, Fault> {
  const patch = (cronJob: string, spec: object) =>
    site.kubectl('patch', 'cronjob', cronJob, '--patch', JSON.stringify({ spec }));
  const succeeded = (cronJob: string, ago: number) => {
    const status = { lastSuccessfulTime: new Date(Date.now() - ago).toISOString().replace(/\.\d+/, '') };
    const args = ['--subresource=status', '--type=merge', '--patch', JSON.stringify({ status })];
    return site.kubectl('patch', 'cronjob', cronJob, ...args);
  };
  const setBroken = (value: 0 | 1) => site.sql(`REPLACE INTO key_value VALUES ('state', 'broken', 'i:${value};')`);
  const deleteJobs = async (name: RegExp) => {
    const { items } = await bed.get(site.namespace, 'jobs');
    const jobs = items.map(({ metadata }: Live) => metadata.name).filter((one: string) => name.test(one));
    if (jobs.length > 0) await site.kubectl('delete', 'job', ...jobs);
  };
  return {
    suspended: {
      what: 'cron is suspended',
      alarm: 'DrupalCronLate',
      plant: () => patch('cron', { suspend: true }),
      mend: () => patch('cron', { suspend: false }),
    },
    command: {
      what: 'a scheduled command fails each time',
      alarm: 'DrupalCommandLate',
      plant: () => setBroken(1),
      mend: () => setBroken(0),
    },
    release: {
      what: 'an update of the database fails in a release',
      alarm: 'DrupalReleaseFailed',
      plant: async () => {
        const { status, output } = await site.run('deploy', site.version('halfway'));
        if (status === 0) throw new Error(`it went well:\n${output}`);
      },
      mend: async () => {
        await site.succeed('deploy', folder());
        await deleteJobs(/^release-halfway-/); // the release of the version before is older, and stays so
      },
    },
    backup: {
      what: "the storage does not know the backup's key any more",
      alarm: 'DrupalBackupFailed',
      plant: async () => {
        await site.revoke();
        await patch('backup', { schedule: EACH_MINUTE });
      },
      mend: async () => {
        const mended = Date.now();
        await site.allow();
        await eventually('a backup that succeeds, which ends the alarm', 240, async () => {
          const { status } = await bed.get(site.namespace, 'cronjob', 'backup');
          return Date.parse(status.lastSuccessfulTime) > mended;
        });
        await patch('backup', { schedule: NIGHTLY });
      },
    },
    old: {
      what: 'no backup for three days (the time of the last one is put back)',
      alarm: 'DrupalBackupLate',
      plant: () => succeeded('backup', 3 * DAY),
      mend: () => succeeded('backup', 0),
    },
  };
}
