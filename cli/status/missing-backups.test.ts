import type { Dist } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { missingBackups } from './missing-backups';

const cronJobs = (...names: string[]) =>
  names.map((name) => ({ kind: 'CronJob', metadata: { name } })) as unknown as KubernetesObject[];
const distWith = (...names: string[]) =>
  ({ namespace: 'shop-live', phases: { web: { objects: cronJobs(...names) } } }) as unknown as Dist;

test('backups that were never deployed, or taken away, are missed', () => {
  expect(missingBackups(distWith('cron', 'backup'), cronJobs('cron'))).toStrictEqual([
    'backup: NONE, since there is no CronJob/backup in shop-live: deploy',
  ]);
});

test('those that run are not, and none where the site has none', () => {
  expect(missingBackups(distWith('backup'), cronJobs('backup'))).toStrictEqual([]);
  expect(missingBackups(distWith('cron'), [])).toStrictEqual([]);
});
