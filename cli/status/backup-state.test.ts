import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { standInProgram } from '../../test/stand-in-program';
import { Kubectl } from '../kubectl/kubectl';
import { backupState } from './backup-state';

const { folder, write } = standInProgram('kubectl');
write(`#!/bin/sh
case "$*" in
  *version*) echo '{}' ;;
  *cronjobs*) cat "${folder}/cronjobs" ;;
  *jobs*) cat "${folder}/jobs" ;;
  *pods*) cat "${folder}/pods" ;;
esac
`);

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-24T12:00:00Z');
const ago = (hours: number) => new Date(NOW - hours * HOUR).toISOString();

const cronJob = (name: string, status: object = {}) => ({
  kind: 'CronJob',
  metadata: { name, creationTimestamp: ago(100) },
  status,
});
const job = (name: string, component: string, status: object) => ({
  kind: 'Job',
  metadata: { name, labels: { 'app.kubernetes.io/component': component } },
  status,
});
const complete = (hours: number) => ({
  completionTime: ago(hours),
  conditions: [{ type: 'Complete', status: 'True' }],
});
const failed = (hours: number) => ({
  conditions: [{ type: 'Failed', status: 'True', lastTransitionTime: ago(hours), message: 'backoff limit' }],
});
const pod = (of: string, exitCode: number, message: string) => ({
  kind: 'Pod',
  metadata: { name: `${of}-x`, creationTimestamp: ago(1), labels: { 'batch.kubernetes.io/job-name': of } },
  status: { containerStatuses: [{ state: { terminated: { exitCode, message } } }] },
});
const SIZES = '{"database":{"bytes":412000000},"files":{"bytes":1900}}';

function stateOf(objects: { cronjobs?: object[]; jobs?: object[]; pods?: object[] }) {
  for (const name of ['cronjobs', 'jobs', 'pods'] as const)
    writeFileSync(join(folder, name), JSON.stringify({ kind: 'List', items: objects[name] ?? [] }));
  return backupState(new Kubectl({ namespace: 'shop-live' }), 26 * HOUR, NOW);
}

test('a site without backups has nothing to say', async () => {
  expect(await stateOf({})).toStrictEqual({ lines: [], problems: [] });
});

test('the last one has an age and sizes, and care an age', async () => {
  const cronjobs = [cronJob('backup'), cronJob('backup-care')];
  const jobs = [job('backup-1', 'backup', complete(3)), job('backup-care-1', 'backup-care', complete(50))];
  expect(await stateOf({ cronjobs, jobs, pods: [pod('backup-1', 0, SIZES)] })).toStrictEqual({
    lines: ['backup: 3 h old, database 412 MB, files 1.9 kB', 'care of the repository: 2 days old'],
    problems: [],
  });
});

test('one that is too old, or never was, is a problem', async () => {
  const cronjobs = [cronJob('backup', { lastSuccessfulTime: ago(30) }), cronJob('backup-care')];
  expect((await stateOf({ cronjobs })).problems).toStrictEqual(['backup: 30 h old, and at most 26 h are allowed']);
  expect((await stateOf({ cronjobs: [cronJob('backup')] })).problems).toStrictEqual([
    'backup: NONE YET, and at most 26 h are allowed',
  ]);
});

test('one that has failed since is a problem, with the reason that its pod gave', async () => {
  const jobs = [job('backup-1', 'backup', complete(25)), job('backup-2', 'backup', failed(1))];
  const pods = [pod('backup-2', 1, 'the password is not that of the repository'), pod('backup-1', 0, SIZES)];
  const state = await stateOf({ cronjobs: [cronJob('backup')], jobs, pods });
  const told = 'FAILED 60 min ago: the password is not that of the repository';
  expect(state.lines).toStrictEqual([`backup: 25 h old, database 412 MB, files 1.9 kB; ${told}`]);
  expect(state.problems).toStrictEqual([`backup: ${told}`]);
});

describe('a rehearsal', () => {
  const scheduled = (schedule: string) => ({ ...cronJob('backup-rehearsal'), spec: { schedule } });
  const run = (status: object) => job('backup-rehearsal-1', 'backup-rehearsal', status);
  const RESULT = '{"run":"20261122T020000Z","seconds":41,"updates":0,"files":12031,"missing":0,"restored":50}';

  test('has an age and what it has found', async () => {
    const pods = [pod('backup-rehearsal-1', 0, RESULT)];
    expect(await stateOf({ cronjobs: [scheduled('3 2 * * 1')], jobs: [run(complete(48))], pods })).toStrictEqual({
      lines: [
        'rehearsal: 2 days old, 20261122T020000Z boots after 41 s, 12031 of 12031 managed files there, 50 restored',
      ],
      problems: [],
    });
  });

  test('that is more than a week old is a problem, and more than a month old if it is made once a month', async () => {
    const of = async (schedule: string, hours: number) =>
      (await stateOf({ cronjobs: [scheduled(schedule)], jobs: [run(complete(hours))] })).problems;
    expect(await of('3 2 * * 1', 8 * 26 + 1)).toStrictEqual(['rehearsal: 9 days old, and at most 9 days are allowed']);
    expect(await of('3 2 5 * *', 8 * 26 + 1)).toStrictEqual([]);
    expect(await of('3 2 5 * *', 32 * 26 + 1)).toHaveLength(1);
  });

  test('that failed is a problem, with the reason', async () => {
    const pods = [pod('backup-rehearsal-1', 1, 'the dump is cut off')];
    const { problems } = await stateOf({ cronjobs: [scheduled('3 2 * * 1')], jobs: [run(failed(2))], pods });
    expect(problems).toStrictEqual(['rehearsal: FAILED 2 h ago: the dump is cut off']);
  });
});

test('a failure that a success has followed, and other Jobs of the same pods, are no problem', async () => {
  const jobs = [
    job('backup-1', 'backup', failed(20)),
    job('backup-2', 'backup', complete(2)),
    job('restore-1', 'backup', failed(1)),
  ];
  expect(await stateOf({ cronjobs: [cronJob('backup')], jobs })).toStrictEqual({
    lines: ['backup: 2 h old'],
    problems: [],
  });
});
