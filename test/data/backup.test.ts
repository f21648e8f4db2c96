import type { Live } from '../recipe/bed';
import { eventually } from '../recipe/process';
import { bed, DataSite } from './data-site';
import { answering, endStorage, fullStorage, OTHER_STORAGE, type Storage, startStorage } from './other-storage';

const shop = new DataSite('backup');
let folder = '';

beforeAll(async () => {
  folder = await shop.begin({ megabytes: 20, files: 200 });
});
afterAll(async () => {
  await shop.remove();
  await endStorage();
});

/** Runs a backup to its end. */
async function backUp(cronJob: 'backup' | 'backup-care' = 'backup') {
  const job = await shop.startJob(cronJob);
  return { end: await shop.end(job), reasons: await shop.reasons(job) };
}

const podsOf = async (job: string): Promise<Live[]> =>
  (await bed.get(shop.namespace, 'pods', '--selector', `batch.kubernetes.io/job-name=${job}`)).items;

const containerOf = (pod: Live, name: string): Live =>
  [...(pod?.status.initContainerStatuses ?? []), ...(pod?.status.containerStatuses ?? [])].find(
    (container) => container.name === name,
  );

/** A table whose dump takes long enough to be caught. */
const SLOW = 'CREATE TABLE slow AS SELECT body FROM node_body, seq_1_to_40';

/** Waits until a Job dumps the database. */
async function dumping(job: string): Promise<void> {
  await eventually('the dump', 120, async () => {
    const [pod] = await podsOf(job);
    return containerOf(pod, 'database')?.state.running !== undefined;
  });
}

test('the first one makes the repository, and stores database and files', async () => {
  const { end, reasons } = await backUp();
  expect(reasons).toContain('"files":{"snapshot":');
  expect(end).toBe('Complete');
  expect(await shop.snapshots()).toBe(2);
});

test('is made by the command, listed with its release, and counts as one of the schedule', async () => {
  const { status: before } = await bed.get(shop.namespace, 'cronjob', 'backup');
  expect(before.lastSuccessfulTime).toBeUndefined();
  const { output } = await shop.succeed('backup', folder);
  expect(output).toMatch(/manual, release one-[0-9a-f]+: database \d+ MB, files \d+ kB/);
  await eventually('the time of the last success', 30, async () => {
    const { status } = await bed.get(shop.namespace, 'cronjob', 'backup');
    return status.lastSuccessfulTime;
  });
  const listed = await shop.succeed('backups', folder);
  expect(listed.output).toContain(': 2 backups');
  for (const secret of Object.values(shop.variables)) expect(output + listed.output).not.toContain(secret);
});

test('care finds nothing wrong', async () => {
  expect(await backUp('backup-care')).toStrictEqual({ end: 'Complete', reasons: expect.stringContaining('/52"}') });
});

describe('no snapshot, a failed Job with the reason, and the next run is fine', () => {
  /** All programs of the node have one clock, so no real server can say it. */
  const SKEWED = 'The difference between the request time and the current time is too large.';
  const CLOCK = answering(403, 'RequestTimeTooSkewed', SKEWED);
  /** What goes wrong, how it is mended, and what is said of it. */
  const faults: readonly [string, () => Promise<unknown>, () => Promise<unknown>, string][] = [
    [
      'a dump that fails in the middle',
      () => shop.sql('CREATE TABLE gone (id INT); CREATE VIEW broken AS SELECT id FROM gone; DROP TABLE gone;'),
      () => shop.sql('DROP VIEW broken'),
      'the database was not backed up, and there is no snapshot of it',
    ],
    [
      'a database without Drupal',
      () => shop.sql('RENAME TABLE key_value TO away'),
      () => shop.sql('RENAME TABLE away TO key_value'),
      'the database holds no Drupal',
    ],
    [
      'a database that is away',
      () => shop.kubectl('scale', 'statefulset/mariadb', '--replicas=0'),
      async () => {
        await shop.kubectl('scale', 'statefulset/mariadb', '--replicas=1');
        await shop.kubectl('rollout', 'status', 'statefulset/mariadb', '--timeout=180s');
      },
      'the database does not answer',
    ],
    [
      'another password of the database',
      () => shop.sql("SET PASSWORD = PASSWORD('another')"),
      () => bed.exec(shop.namespace, 'mariadb-0', 'sh', '-c', RESET_PASSWORD),
      'the database does not take the login',
    ],
    [
      'another password of the repository',
      () => change('password', 'another'),
      () => change('password', shop.variables.BACKUP_PASSWORD),
      'the password is not that of the repository',
    ],
    ['a key that was revoked', () => shop.revoke(), () => shop.allow(), 'The last try failed: '],
    ['a key that may only read', () => shop.allow('read'), () => shop.allow(), 'Access Denied'],
    [
      'a network policy that closes the storage',
      () => shop.kubectl('patch', 'networkpolicy', 'backup', '--type=json', `--patch=${CLOSED}`),
      () => shop.kubectl('patch', 'networkpolicy', 'backup', '--type=json', `--patch=${OPEN}`),
      'not done within 120 seconds',
    ],
    [
      'a storage with a certificate for another name',
      () => setEnv('RESTIC_REPOSITORY', `s3:https://198.51.100.9/${shop.site}/${shop.site}/live`),
      () => setEnv('RESTIC_REPOSITORY', HERE),
      'certificate',
    ],
    [
      'another region than the storage’s',
      () => setEnv('AWS_DEFAULT_REGION', 'eu-9'),
      () => unset('AWS_DEFAULT_REGION'),
      '400 Bad Request',
    ],
    [
      'a storage without space left',
      () => moveTo(fullStorage(shop.variables.BACKUP_KEY, shop.variables.BACKUP_SECRET)),
      moveBack,
      'The last try failed: client.PutObject: No space left on device',
    ],
    [
      'a storage that is broken',
      () => moveTo(answering(500, 'InternalError', 'We encountered an internal error.')),
      moveBack,
      'The last try failed: Stat: We encountered an internal error.',
    ],
    ['a storage with another clock', () => moveTo(CLOCK), moveBack, SKEWED],
    [
      'a storage with another clock, and a region that is named: restic hears the status alone',
      async () => {
        await moveTo(CLOCK);
        await setEnv('AWS_DEFAULT_REGION', 'us-east-1');
      },
      async () => {
        await unset('AWS_DEFAULT_REGION');
        await moveBack();
      },
      'Access Denied',
    ],
  ];

  const CLOSED = '[{"op": "replace", "path": "/spec/egress/1/ports/0/port", "value": 444}]';
  const OPEN = CLOSED.replace('444', '443');
  const RESET_PASSWORD =
    'mariadb -u root -p"$(cat /secrets/mariadb/root-password)" -e "ALTER USER drupal@\'%\' IDENTIFIED BY \'$(cat /secrets/mariadb/password)\'"';
  const setEnv = (name: string, value: string) =>
    shop.kubectl('set', 'env', 'cronjob/backup', '--containers=*', `${name}=${value}`);
  const unset = (name: string) => shop.kubectl('set', 'env', 'cronjob/backup', '--containers=*', `${name}-`);
  const HERE = `s3:https://s3.example.test/${shop.site}/${shop.site}/live`;
  const MARK = "name LIKE 'backup_repository%'";
  /** Another storage, of which the site does not know that it was ever backed up to, and which has less time to answer. */
  async function moveTo(storage: Storage) {
    await startStorage(storage);
    await shop.sql(`UPDATE key_value SET collection = 'away' WHERE ${MARK}`);
    await setEnv('RESTIC_REPOSITORY', `${OTHER_STORAGE}/full/shop`);
    await setEnv('BACKUP_SECONDS', '60');
  }
  async function moveBack() {
    await shop.sql(
      `DELETE FROM key_value WHERE collection = 'cdk8s_drupal' AND ${MARK}; UPDATE key_value SET collection = 'cdk8s_drupal' WHERE ${MARK}`,
    );
    await setEnv('RESTIC_REPOSITORY', HERE);
    await setEnv('BACKUP_SECONDS', '600');
    await endStorage();
  }
  const change = (key: string, value: string) =>
    shop.kubectl('patch', 'secret', 'backups', `--patch=${JSON.stringify({ stringData: { [key]: value } })}`);

  test.each(faults)('%s', async (_what, damage, mend, says) => {
    const before = await shop.snapshots();
    await damage();
    const { end, reasons } = await backUp().finally(mend);
    expect(reasons).toContain(says);
    expect(end).toBe('Failed');
    expect(await shop.snapshots()).toBe(before);
    expect((await backUp()).end).toBe('Complete');
  });

  test('a pod that is killed', async () => {
    await shop.sql(SLOW);
    const before = await shop.snapshots();
    const job = await shop.startJob('backup');
    await dumping(job);
    await shop.kubectl(
      'delete',
      'pods',
      '--selector',
      `batch.kubernetes.io/job-name=${job}`,
      '--grace-period=0',
      '--force',
    );
    expect(await shop.end(job)).toBe('Failed');
    await shop.sql('DROP TABLE slow');
    expect(await shop.snapshots()).toBe(before);
    expect((await backUp()).end).toBe('Complete');
  });
});

test('a backup that begins while a release is at work waits for its end', async () => {
  folder = shop.version('slow');
  const deploy = shop.start('deploy', folder);
  const atWork = () => shop.sql("SELECT COUNT(*) FROM key_value WHERE name = 'maintenance_mode_before'");
  await eventually('the release', 120, async () => (await atWork()) === '1\n');
  const job = await shop.startJob('backup');
  expect((await deploy.ended).status).toBe(0);
  expect(await shop.end(job)).toBe('Complete');
  expect(await shop.kubectl('logs', `job/${job}`, '--container', 'database')).toContain('the backup waits for it');
});

test('a deploy that begins while a backup is at work goes on beside it, and both end well', async () => {
  await shop.sql(SLOW);
  const job = await shop.startJob('backup');
  await dumping(job);
  folder = shop.version('two');
  expect((await shop.run('deploy', folder)).status).toBe(0);
  expect(await shop.end(job)).toBe('Complete');
  await shop.sql('DROP TABLE slow');
});

test('a backup beside the weekly care, and one whose node takes no pods for a while, end well', async () => {
  const both = await Promise.all([shop.startJob('backup-care'), shop.startJob('backup')]);
  for (const job of both) expect(await shop.end(job)).toBe('Complete');
  await bed.kubectl('cordon', 'node-1');
  try {
    const job = await shop.startJob('backup');
    await eventually('the reason', 60, async () =>
      (await shop.run('status', folder)).output.includes('1 node(s) were unschedulable'),
    );
    await bed.kubectl('uncordon', 'node-1');
    expect(await shop.end(job)).toBe('Complete');
  } finally {
    await bed.kubectl('uncordon', 'node-1');
  }
});

test('a file that cannot be read fails the run', async () => {
  await shop.inWeb('echo secret > /var/www/private/closed && chmod 000 /var/www/private/closed');
  const { end, reasons } = await backUp().finally(() => shop.inWeb('rm -f /var/www/private/closed'));
  expect(reasons).toContain('some files could not be read');
  expect(end).toBe('Failed');
  expect((await shop.succeed('backups', folder)).output).toContain('INCOMPLETE');
});

test('a storage that has cut off what it holds is found by care', async () => {
  await shop.tamper((key) => key.includes('/live/data/'), 'PUT');
  const { end, reasons } = await backUp('backup-care');
  expect(reasons).toMatch(/the repository is damaged|could not be freed/);
  expect(end).toBe('Failed');
});

test('a bucket that was emptied is no new beginning', async () => {
  await shop.tamper(() => true, 'DELETE');
  const { end, reasons } = await backUp();
  expect(reasons).toMatch(/the repository s3:.* is gone/);
  expect(end).toBe('Failed');
  expect(await shop.snapshots()).toBe(0);
});
