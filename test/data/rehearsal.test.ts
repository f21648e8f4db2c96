import { bed, DataSite } from './data-site';

const shop = new DataSite('rehearsal');
let folder = '';

const FILES = 200;

beforeAll(async () => {
  folder = await shop.begin({ megabytes: 20, files: FILES });
  await shop.sql(`
    DELETE FROM file_managed WHERE uri LIKE 'public://%';
    INSERT INTO file_managed (uri) SELECT CONCAT('public://', seq % 20, '/', seq) FROM seq_1_to_${FILES};
    INSERT INTO file_managed (uri) VALUES ('public://odd $1 [a] *.txt'), ('s3://elsewhere'), ('public://css/made-anew.css');
    INSERT INTO file_managed (uri, status) VALUES ('public://not-yet-kept', 0);`);
  await shop.inWeb("echo odd > '/var/www/html/sites/default/files/odd $1 [a] *.txt'");
});
afterAll(() => shop.remove());

async function backUp(): Promise<void> {
  await shop.succeed('backup', folder);
}

/** Rehearses the newest backup. */
async function rehearse() {
  const job = await shop.startJob('backup-rehearsal');
  const end = await shop.end(job);
  const logs = ['logs', `job/${job}`, '--all-containers', '--tail=-1'];
  const { stdout: log } = await bed.tryKubectl('--namespace', shop.namespace, ...logs); // of containers that have started
  return { end, log, reasons: await shop.reasons(job) };
}

/** Stores the newest dump once more as a part of the same backup, as a filter leaves it. */
function changeDump(filter: string): Promise<string> {
  return shop.inPodOf(
    'backup-care',
    'care',
    `. /backup/common
     restic snapshots --json --no-lock --host "$RESTIC_HOST" --path /database.sql --tag manual --latest 1 > /work/newest || exit
     tag() { printf '%s=' "$1"; sed -n "s/.*\\"$1=\\([^\\"]*\\)\\".*/\\1/p" /work/newest; }
     restic dump "$(sed -n 's/.*"id":"\\([0-9a-f]*\\)".*/\\1/p' /work/newest)" /database.sql > /tmp/dump || exit
     ${filter} < /tmp/dump | restic backup --stdin --stdin-filename database.sql --tag manual \\
       --tag "$(tag run)" --tag "$(tag release)" --tag "$(tag server)" --tag "$(tag rows)"`,
  );
}

test('without a backup it fails, and says so', async () => {
  const { end, reasons } = await rehearse();
  expect(reasons).toMatch(/there is no (repository|backup)/);
  expect(end).toBe('Failed');
});

test('a good backup: Drupal boots, all files are there, some are compared, live is as it was', async () => {
  await backUp();
  const before = await shop.content();
  const { end, reasons, log } = await rehearse();
  expect(JSON.parse(reasons.trim())).toMatchObject({ files: FILES + 2, missing: 0, restored: 50, updates: 0 });
  expect(end).toBe('Complete');
  expect(await shop.content()).toStrictEqual(before);
  for (const secret of [...Object.values(shop.variables), 'anne@shop.invalid', '$S$y'])
    expect(log).not.toContain(secret);
  const status = await shop.run('status', folder, '--check');
  expect(status.output).toMatch(
    /rehearsal: \d+ min old, \S+ boots after \d+ s, 202 of 202 managed files there, 50 restored/,
  );
  expect(status.status).toBe(0);
  expect((await shop.succeed('backups', folder)).output).toMatch(/rehearsed \d+ min ago/);
});

test('a key that may only add is enough', async () => {
  await shop.allow('append');
  const { end } = await rehearse().finally(() => shop.allow());
  expect(end).toBe('Complete');
});

test('its pods do not reach the database of the site', async () => {
  const ask = `php -r 'for ($i = 0; $i < 10; $i++, sleep(1)) { if (@fsockopen("mariadb", 3306, $code, $said, 3)) { echo "reached"; break; } }'`;
  expect(await shop.inPodOf('backup-rehearsal', 'drupal', ask)).not.toContain('reached');
  const logins = await shop.inPodOf(
    'backup-rehearsal',
    'scratch',
    'ls /secrets; ls /secrets/database 2> /dev/null; true',
  );
  expect(logins.trim()).toBe('backups');
});

describe('it fails with the reason, and status tells it', () => {
  const faults: readonly [string, () => Promise<unknown>, () => Promise<unknown>, RegExp][] = [
    [
      'a file is missing that a row names',
      () => shop.inWeb('mkdir /tmp/away && mv /var/www/html/sites/default/files/1/1 /tmp/away/').then(backUp),
      () => shop.inWeb('mv /tmp/away/1 /var/www/html/sites/default/files/1/').then(backUp),
      /1 of 202 managed files are not in the backup: public:\/\/1\/1\./,
    ],
    [
      'a table is empty whose rows were counted',
      () => backUp().then(() => changeDump("sed '/^INSERT INTO `comment`/,/;$/d'")),
      backUp,
      /not what was backed up: comment has 0 rows, and 2 when it was backed up/,
    ],
    [
      'a dump is cut off between two statements',
      () => backUp().then(() => changeDump("sed '/^-- cdk8s-drupal: complete/d'")),
      backUp,
      /the dump is cut off/,
    ],
    [
      'a dump is cut off in a statement',
      () => backUp().then(() => changeDump('head -c 9000000')),
      backUp,
      /the dump does not load: ERROR \d+ \(\w+\) at line \d+$/m,
    ],
    [
      'Drupal does not boot',
      () => shop.sql("INSERT INTO key_value VALUES ('state', 'no-boot', '1')").then(backUp),
      () => shop.sql("DELETE FROM key_value WHERE name = 'no-boot'").then(backUp),
      /Drupal does not boot on the database of the backup/,
    ],
    [
      'the disk of the scratch database is full',
      () => shop.succeed('deploy', shop.version('one', { backups: shop.backups({ rehearse: { size: '60Mi' } }) })),
      () => shop.succeed('deploy', folder),
      /does not fit into 60Mi: give it more with backups.rehearse.size/,
    ],
  ];

  test.each(faults)('%s', async (_what, damage, mend, says) => {
    await damage();
    const { end, reasons, log } = await rehearse();
    const status = await shop.run('status', folder, '--check');
    await mend();
    expect(reasons).toMatch(says);
    expect(end).toBe('Failed');
    expect(log).not.toMatch(/[0-9A-F]{100}/i); // content of the site
    expect(status.output).toContain('rehearsal: ');
    expect(status.output).toMatch(/FAILED \d+ min ago/);
    expect(status.status).toBe(5);
    expect((await rehearse()).end).toBe('Complete');
  });

  test('the storage has cut off what it holds', async () => {
    await shop.tamper((key) => key.includes('/live/data/'), 'PUT');
    const { end, reasons } = await rehearse();
    expect(reasons).toMatch(/cannot be (listed|read to its end|restored)/);
    expect(end).toBe('Failed');
  });
});

test('leaves no volume behind', async () => {
  const { items } = await bed.get(shop.namespace, 'persistentvolumeclaims');
  expect(items.map(({ metadata }: { metadata: { name: string } }) => metadata.name).sort()).toStrictEqual([
    'data-mariadb-0',
    'files',
  ]);
});
