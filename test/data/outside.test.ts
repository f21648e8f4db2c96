import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database, Files, SecretSource, type SiteProps } from 'cdk8s-drupal';
import { temporaryFolder } from '../synth';
import { bed, DataSite } from './data-site';
import { tagOf } from './images';
import { OUTSIDE } from './managed-database';
import { MANAGED, ManagedServer, STAGE } from './managed-server';
import { WORDS } from './sql';

const CLAIM = 'uploads-of-2019';

const managed = (database: string) =>
  Database.mysql({
    ...MANAGED,
    database,
    password: SecretSource.environment('DATABASE_PASSWORD'),
    ca: SecretSource.environment('DATABASE_CA'),
    client: OUTSIDE.image,
  });

/** A site whose database is managed, and whose files are in a claim that somebody has made; stage is on the same server. */
const both = (site: DataSite): Partial<SiteProps> => ({
  backups: undefined,
  environments: {
    live: {
      hosts: [`${site.site}.example.test`],
      database: managed(MANAGED.database),
      files: Files.existing({ claim: CLAIM, accessMode: 'ReadWriteOnce' }),
      backups: site.backups({
        sanitise: {
          bucket: `${site.site}-copy`,
          accessKey: SecretSource.environment('COPY_KEY'),
          secretKey: SecretSource.environment('COPY_SECRET'),
          password: SecretSource.environment('COPY_PASSWORD'),
        },
      }),
    },
    stage: { hosts: [`stage.${site.site}.example.test`], database: managed(STAGE), seed: 'live' },
  },
});

class OutsideSite extends DataSite {
  readonly server: ManagedServer;
  declare readonly variables: DataSite['variables'];
  protected override readonly words = WORDS[OUTSIDE.words];

  constructor(
    name: string,
    private readonly database: string,
    of?: OutsideSite,
  ) {
    super(name, both, of);
    const password = `${this.site}-database-passw0rd`;
    this.server = of?.server ?? new ManagedServer(password);
    this.variables = {
      ...this.variables,
      DATABASE_PASSWORD: password,
      DATABASE_CA: this.server.ca,
      COPY_KEY: `COPY${this.variables.BACKUP_KEY}`,
      COPY_SECRET: `copy-${this.variables.BACKUP_SECRET}`,
      COPY_PASSWORD: `${this.site}-copy-passw0rd`,
    };
  }

  override sql(statements: string): Promise<string> {
    return this.server.sql(statements, this.database);
  }
}

const shop = new OutsideSite('outside', MANAGED.database);
const stage = new OutsideSite('stage', STAGE, shop);
let folder = '';
let before: Awaited<ReturnType<typeof shop.content>>;

/** What the user of a managed server may make, and what a dump has to bring back. */
const ROUTINES = `
CREATE FUNCTION doubled (n INT) RETURNS INT DETERMINISTIC RETURN n * 2;
CREATE TRIGGER marks BEFORE INSERT ON comment FOR EACH ROW SET NEW.body = CONCAT(NEW.body, '!');`;

beforeAll(async () => {
  await shop.server.start();
  const claim = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  await bed.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: shop.namespace } },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: CLAIM, namespace: shop.namespace },
      spec: claim,
    },
  ]);
  const { COPY_KEY = '', COPY_SECRET = '' } = shop.variables;
  await bed.script('s3-user', 'bucket', `${shop.site}-copy`);
  await bed.script('s3-user', 'add', COPY_KEY, COPY_SECRET, `${shop.site}-copy`);
  folder = await shop.begin({ megabytes: 20, files: 200 });
  await shop.sql(ROUTINES);
  before = await shop.content();
});
afterAll(async () => {
  await Promise.all([shop.remove(), stage.remove()]);
  await shop.server.end();
});

/** Runs a Job of backups to its end. */
async function work(cronJob: 'backup' | 'backup-rehearsal') {
  const job = await shop.startJob(cronJob);
  return { end: await shop.end(job), reasons: await shop.reasons(job) };
}

const made = () =>
  shop.sql('SELECT doubled(21); SELECT trigger_name FROM information_schema.triggers; SELECT COUNT(*) > 0 FROM titles');

test('a managed database and an existing claim are backed up by a user who may lock nothing', async () => {
  expect(await shop.sql('SHOW GRANTS')).not.toMatch(/LOCK TABLES|RELOAD|PROCESS|SUPER|REPLICA|BINLOG|ALL PRIVILEGES/);
  const { end, reasons } = await work('backup');
  expect(reasons).toContain('"files":{"snapshot":');
  expect(end).toBe('Complete');
  expect(await shop.snapshots()).toBe(2);
  const { output } = await shop.succeed('backup', folder);
  expect(output).toMatch(/manual, release one-[0-9a-f]+: database \d+ MB, files \d+ kB/);
  expect((await shop.succeed('backups', folder)).output).toContain(': 2 backups');
});

test('its dump has no statement that such a user may not run', async () => {
  const to = join(temporaryFolder(), 'download');
  await shop.succeed('restore', folder, '--to', to);
  const statements = readFileSync(join(to, 'database.sql'), 'utf8').replace(/^INSERT INTO .*$/gm, '');
  expect(statements).toContain('complete');
  expect(statements).not.toMatch(/GTID|LOCK TABLES|SQL_LOG_BIN|CHANGE MASTER|FLUSH/);
});

test('is rehearsed: Drupal boots on a server of the client’s image', async () => {
  const { end, reasons } = await work('backup-rehearsal');
  expect(JSON.parse(reasons.trim())).toMatchObject({ files: 2, missing: 0, updates: 0 });
  expect(end).toBe('Complete');
  const { status, output } = await shop.run('status', folder, '--check');
  expect(output).toMatch(/rehearsal: \d+ min old, \S+ boots/);
  expect(status).toBe(0);
});

test('fills another environment’s empty database with its sanitised copy', async () => {
  const deployed = await stage.run('deploy', stage.version('one'));
  expect([deployed.status, deployed.output]).toStrictEqual([0, expect.any(String)]);
  const nodes = 'SELECT COUNT(*) FROM node';
  expect(await stage.sql(nodes)).toBe(await shop.sql(nodes));
  expect(await stage.sql('SELECT mail FROM users_field_data')).not.toContain('anne@shop.invalid');
  const again = await stage.run('seed', stage.version('one'), '--environment', 'stage');
  expect([again.status, again.output]).toStrictEqual([0, expect.any(String)]);
});

test('comes back by restore: tables, rows, a view, a routine, a trigger, files', async () => {
  const had = await made();
  await shop.sql(
    "SET FOREIGN_KEY_CHECKS = 0; DROP TABLE users, comment; DROP FUNCTION doubled; UPDATE node_body SET body = ''; CREATE TABLE left_behind (id INT PRIMARY KEY)",
  );
  await shop.inWeb(
    'rm -rf /var/www/html/sites/default/files/1 /var/www/private/contract; echo y > /var/www/private/added',
  );
  expect(await shop.content()).not.toStrictEqual(before);
  await shop.succeed('restore', folder, '--environment', 'live', '--no-backup-first');
  expect(await shop.content()).toStrictEqual(before);
  expect(await made()).toBe(had);
});

test('a ruinous release is undone by rollback --database', async () => {
  const ruin = shop.version('ruin');
  await shop.succeed('deploy', ruin);
  expect((await shop.content()).tables).not.toBe(before.tables);
  await shop.succeed('rollback', ruin, '--database', '--environment', 'live');
  expect(await shop.content()).toStrictEqual(before);
  const { spec } = await bed.get(shop.namespace, 'deployment', 'web');
  expect(spec.template.spec.containers[0].image).toContain(tagOf('one'));
});

describe('who is at the address of the managed database, and is not it, gets no backup', () => {
  const others: readonly [string, string][] = [
    [
      'a server with a certificate of another authority',
      '--ssl-cert=/tmp/tls/strange.crt --ssl-key=/tmp/tls/strange.key',
    ],
    [
      'a server with a certificate for another name',
      '--ssl-cert=/tmp/tls/elsewhere.crt --ssl-key=/tmp/tls/elsewhere.key',
    ],
    ['a server without TLS', OUTSIDE.withoutTls],
  ];
  const RIGHT = '--require-secure-transport=ON --ssl-cert=/tmp/tls/right.crt --ssl-key=/tmp/tls/right.key';

  test.each(others)('%s', async (_who, options) => {
    const stored = await shop.snapshots();
    await shop.server.admin(`ALTER USER '${MANAGED.user}'@'%' REQUIRE NONE`);
    await shop.server.restart(options);
    const { end, reasons } = await work('backup').finally(() => shop.server.restart(RIGHT));
    expect(reasons).toMatch(/the database does not take the login: ERROR 2026 .*(certificate|SSL is required)/);
    expect(end).toBe('Failed');
    expect(await shop.snapshots()).toBe(stored);
    expect((await work('backup')).end).toBe('Complete');
  });
});
