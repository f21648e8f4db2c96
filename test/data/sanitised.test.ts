import { SecretSource, type SiteProps } from 'cdk8s-drupal';
import { run, start } from '../deploy/command';
import { sleep } from '../recipe/process';
import { bed, DataSite } from './data-site';

/** Live makes a copy, stage begins with it. */
const both = (shop: DataSite): Partial<SiteProps> => ({
  backups: undefined,
  release: { timeout: 300 },
  environments: {
    live: {
      hosts: [`${shop.site}.example.test`],
      backups: shop.backups({
        sanitise: {
          bucket: `${shop.site}-copy`,
          accessKey: SecretSource.environment('COPY_KEY'),
          secretKey: SecretSource.environment('COPY_SECRET'),
          password: SecretSource.environment('COPY_PASSWORD'),
          empty: ['shop_letters'],
        },
      }),
    },
    stage: { hosts: [`stage.${shop.site}.example.test`], seed: 'live' },
  },
});

const shop = new DataSite('sanitised', both);
const stage = new DataSite('stage', both, shop);
const name = shop.site.toUpperCase().replaceAll('-', '');
const copy = (rights: string) => ({
  COPY_KEY: `${name}${rights}`,
  COPY_SECRET: `${shop.site}-${rights}-s3cret-n0b0dy-may-see`,
  COPY_PASSWORD: `${shop.site}-copy-passw0rd`,
});
Object.assign(shop.variables, copy('writes'));
const STAGE = copy('reads');

/** Of people who do not exist, one value for each place in which a site keeps such. */
const PLANTED = Array.from({ length: 10 }, (_, index) => ({
  name: `Planted Name ${index}`,
  mail: `planted.mail.${index}@people.test-planted.org`,
  phone: `+49 30 555${index}7771`,
  letter: `planted letter ${index}`,
}));
const VALUES = PLANTED.flatMap((person) => Object.values(person));

const rows = (row: (person: (typeof PLANTED)[number], index: number) => string) => PLANTED.map(row).join(', ');
const PLANT = `
  INSERT INTO users SELECT seq, CONCAT('u', seq) FROM seq_10_to_19;
  INSERT INTO users_field_data VALUES ${rows(({ name, mail }, i) => `(${10 + i}, '${name}', '${mail}', '$S$p', '${mail}')`)};
  CREATE TABLE comment_field_data (cid INT PRIMARY KEY, uid INT, name VARCHAR(60), mail VARCHAR(254), homepage VARCHAR(255), hostname VARCHAR(128));
  INSERT INTO comment_field_data VALUES ${rows(({ name, mail }, i) => `(${i}, ${i % 2 === 0 ? 0 : 10 + i}, '${name}', '${mail}', 'https://${mail}/', '203.0.113.${i}')`)};
  CREATE TABLE webform_submission_data (sid INT, value MEDIUMTEXT);
  INSERT INTO webform_submission_data VALUES ${rows(({ name, phone }, i) => `(${i}, '${name}, ${phone}')`)};
  CREATE TABLE shop_letters (id INT PRIMARY KEY, body LONGTEXT);
  INSERT INTO shop_letters VALUES ${rows(({ letter, mail }, i) => `(${i}, '${letter} to ${mail}')`)};
  CREATE TABLE notes (id INT PRIMARY KEY, data LONGBLOB);
  INSERT INTO watchdog (message) VALUES ${rows(({ mail, phone }) => `('${mail} called from ${phone}')`)};
  INSERT INTO queue (data) VALUES ${rows(({ mail }) => `('a:1:{s:2:"to";s:9:"${mail}";}')`)};
  INSERT INTO cache_render VALUES ${rows(({ name }, i) => `('c${i}', '${name}')`)};
  INSERT INTO sessions VALUES ${rows(({ name }, i) => `('s${i}', '${name}')`)};
  CREATE TABLE config (name VARCHAR(255) PRIMARY KEY, data LONGBLOB);
  INSERT INTO config VALUES ('system.site', 'a:1:{s:4:"mail";s:19:"office@shop.invalid";}');`;

const folders = { live: '', stage: '' };
const onStage = (command: string, ...args: string[]) => run([command, folders.stage, ...args], STAGE);

beforeAll(async () => {
  await bed.script('s3-user', 'bucket', `${shop.site}-copy`);
  const { COPY_KEY, COPY_SECRET } = copy('writes');
  await bed.script('s3-user', 'add', COPY_KEY, COPY_SECRET, `${shop.site}-copy`);
  await bed.script('s3-user', 'add', STAGE.COPY_KEY, STAGE.COPY_SECRET, `${shop.site}-copy`, 'read');
  folders.live = await shop.begin({ megabytes: 5, files: 20 });
  folders.stage = stage.version('one');
  await shop.sql(PLANT);
});
afterAll(async () => {
  await Promise.all([shop.remove(), stage.remove()]);
  for (const { COPY_KEY } of [copy('writes'), STAGE]) await bed.script('s3-user', 'remove', COPY_KEY);
});

async function rehearse() {
  await shop.succeed('backup', folders.live);
  const job = await shop.startJob('backup-rehearsal');
  const end = await shop.end(job);
  const { stdout: log } = await bed.tryKubectl(
    '--namespace',
    shop.namespace,
    'logs',
    `job/${job}`,
    '--all-containers',
    '--tail=-1',
  );
  return { end, log, reasons: await shop.reasons(job) };
}

/** All that stage's database holds, as text. */
function stageHolds(): Promise<string> {
  const dump = 'MYSQL_PWD=$(cat /secrets/mariadb/password) exec mariadb-dump -u drupal --skip-extended-insert drupal';
  return bed.kubectl('--namespace', stage.namespace, 'exec', 'mariadb-0', '--', 'sh', '-c', dump);
}

const copies = () => shop.snapshots(`${shop.site}-copy`);
const nodes = async (of: DataSite) => (await of.sql('SELECT COUNT(*), MIN(type) FROM node')).trim();

test('without a copy, stage is told so and begins empty', async () => {
  const { status, output } = await onStage('deploy');
  expect([status, output]).toStrictEqual([0, expect.any(String)]);
  const release = ['logs', '--selector', 'app.kubernetes.io/component=release', '--container', 'seed'];
  expect(await stage.kubectl(...release)).toContain('there is no sanitised copy of live yet');
  expect(await stage.sql('SHOW TABLES')).toBe('');
  const again = await onStage('seed', '--environment', 'stage');
  expect(again.output).toContain('there is no sanitised copy of live yet');
  expect(again.status).not.toBe(0);
});

test('a rehearsal makes it, and tells nothing of what it has taken out', async () => {
  const { end, log, reasons } = await rehearse();
  expect(reasons).toMatch(/"copied":\d+/);
  expect(end).toBe('Complete');
  for (const value of [...VALUES, ...Object.values(shop.variables)]) expect(log + reasons).not.toContain(value);
  expect((await shop.run('status', folders.live)).output).toMatch(/sanitised copy of .* made/);
  expect(await copies()).toBe(1);
});

test('stage gets all but what is personal, also from a command that was killed', async () => {
  const killed = start(['seed', folders.stage, '--environment', 'stage'], STAGE);
  await killed.said(/close the site/);
  await sleep(3000); // the Job has begun
  process.kill(-(killed.process.pid ?? 0), 'SIGKILL');
  await killed.ended;
  const { status, output } = await onStage('seed', '--environment', 'stage');
  expect([status, output]).toStrictEqual([0, expect.stringContaining('has the content of the newest sanitised copy')]);
  expect(await nodes(stage)).toBe(await nodes(shop));
  const held = await stageHolds();
  for (const value of VALUES) expect(held).not.toContain(value);
  expect(held).not.toMatch(/planted|203\.0\.113/i);
  for (const value of VALUES) expect(output).not.toContain(value);
});

test('what stage holds is not filled over by a deploy', async () => {
  await stage.sql("UPDATE node SET type = 'mine'");
  const { status } = await run(['deploy', stage.version('two')], STAGE);
  expect(status).toBe(0);
  expect(await nodes(stage)).toMatch(/\tmine$/);
});

test('it is replaced by whoever types the name out alone', async () => {
  const { status, output } = await onStage('seed');
  expect(output).toContain('if you mean it, type the name out');
  expect([status === 0, await nodes(stage)]).toStrictEqual([false, expect.stringMatching(/\tmine$/)]);
});

test('an empty database is filled before the release of a first deploy', async () => {
  await bed.kubectl('delete', 'namespace', stage.namespace);
  const { status, output } = await onStage('deploy');
  expect([status, output]).toStrictEqual([0, expect.any(String)]);
  expect(await nodes(stage)).toBe(await nodes(shop));
});

test('the keys of stage read nothing of live’s backups', async () => {
  const read = (bucket: string, password: string) =>
    stage.inPodOf(
      'seed',
      'seed',
      `. /backup/common
       printf %s '${password}' > /work/password
       restic --repo "s3:https://s3.example.test/${bucket}/${shop.site}/live" --password-file /work/password snapshots --no-lock > /work/said 2>&1
       echo "ended $?"`,
    );
  expect(await read(`${shop.site}-copy`, STAGE.COPY_PASSWORD)).toContain('ended 0');
  expect(await read(shop.site, shop.variables.BACKUP_PASSWORD)).not.toContain('ended 0');
});

test('an address that is left keeps the copy from being made, in serialised data, too', async () => {
  await shop.sql(`INSERT INTO notes VALUES (1, 'a:1:{i:0;s:30:"${PLANTED[3]?.mail}";}')`);
  const before = await copies();
  const { end, log, reasons } = await rehearse();
  expect(reasons).toContain(
    'the backup is good, and no sanitised copy was made of it: addresses of people are left in notes',
  );
  expect(reasons + log).not.toContain(PLANTED[3]?.mail);
  expect(end).toBe('Failed');
  expect(await copies()).toBe(before);
  const status = await shop.run('status', folders.live, '--check');
  expect(status.output).toContain('addresses of people are left in notes');
  expect(status.status).toBe(5);
});

test('a table that is not there is no table without rows', async () => {
  await shop.sql('TRUNCATE notes; DROP TABLE shop_letters');
  const { end, reasons } = await rehearse();
  expect(reasons).toContain('there is no table shop_letters, which backups.sanitise.empty names');
  expect(end).toBe('Failed');
});
