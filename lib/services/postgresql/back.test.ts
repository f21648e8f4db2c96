import { describePostgresql, RunningPostgresql } from '../../../test/postgresql';
import { STAND_IN_RESTIC } from '../../../test/stand-in-restic';
import { POSTGRESQL } from '../../backups/engines/postgresql';
import { scriptsOf } from '../../backups/scripts';
import { COUNTED_TABLES, WITHOUT_ROWS } from '../../backups/scripts/rows';
import { seed } from '../../backups/scripts/seed';
import { postgresqlBackup } from './client';
import { postgresqlServer } from './scratch-server';

const CONTENT = `
CREATE TABLE key_value (collection varchar(128) NOT NULL, name varchar(128) NOT NULL, value bytea NOT NULL, PRIMARY KEY (collection, name));
CREATE TABLE users (uid bigserial PRIMARY KEY, name text);
CREATE TABLE node (nid serial PRIMARY KEY, title text);
CREATE TABLE cache_render (cid varchar(255) PRIMARY KEY, data bytea);
INSERT INTO users (name) VALUES ('a'), ('b');
INSERT INTO node (title) SELECT 'title ' || n FROM generate_series(1, 50) n;
`;
const ID = `${'0'.repeat(63)}`;

describePostgresql("the scripts of backups, on PostgreSQL and with restic's stand-in", () => {
  let server: RunningPostgresql;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    server = await RunningPostgresql.start(
      postgresqlBackup('postgres:17', postgresqlServer({ name: 'drupal', user: 'drupal' })),
    );
    for (const [name, text] of Object.entries({ ...scriptsOf(POSTGRESQL), seed: seed(POSTGRESQL) }))
      server.write(`backup/${name}`, text);
    server.write('tools/restic', STAND_IN_RESTIC);
    for (const key of ['access-key', 'secret-key']) server.write(`tools/${key}`, 'x');
    env = {
      RESTIC_REPOSITORY: 's3:somewhere',
      RESTIC_PASSWORD_FILE: server.path('tools/password'),
      AWS_SHARED_CREDENTIALS_FILE: server.path('work/credentials'),
      BACKUP_SECONDS: '60',
      BACKUP_MARK: 'repository',
      BACKUP_RELEASE: 'one',
      BACKUP_KIND: 'release',
      BACKUP_WITHOUT_ROWS: WITHOUT_ROWS,
      BACKUP_COUNTED: COUNTED_TABLES.join(' '),
    };
  });
  afterAll(() => server.stop());

  /** Runs a script as its container does; what it printed, and the reason that the pod's status shows. */
  function run(script: string, own: NodeJS.ProcessEnv = {}) {
    server.remove('work/said');
    const { status, stdout, stderr } = server.shell(`sh /backup/${script}`, { ...env, ...own });
    return { status, output: stdout + stderr, said: server.read('work/said') };
  }
  const restore = (server_ = '15.1-PostgreSQL', id = 1) =>
    run('restore-database', { RESTORE_DATABASE: `${ID}${id}`, RESTORE_SERVER: server_, RESTORE_ROWS: '' });

  test('an empty database is none to back up before a release', () => {
    expect(run('database').output).toContain('there is nothing to back up');
  });

  test('a dump is stored with the version and the rows, and the database remembers where', () => {
    server.sql(CONTENT);
    expect(run('database')).toMatchObject({ status: 0, output: expect.stringContaining('rows users:2;node:50') });
    expect(server.read(`work/repository/${ID}1/snapshot`)).toMatch(
      /"server=\d+\.\d+-PostgreSQL","rows=users:2;node:50"/,
    );
    expect(server.sql("SELECT value FROM key_value WHERE name = 'repository'")).toMatch(/^s:64:"0{63}7";$/);
    expect(run('database').status).toBe(0);
  });

  test('a repository that is another one is refused', () => {
    server.sql("UPDATE key_value SET value = 's:1:\"x\";' WHERE name = 'repository'");
    expect(run('database').said).toContain('is another one than the site has been backed up to');
    server.sql(`UPDATE key_value SET value = 's:64:"${ID}7";' WHERE name = 'repository'`);
  });

  test('comes back as it was, and remembers the repository of today', () => {
    server.sql(
      'DELETE FROM node; DROP TABLE users; CREATE TABLE of_the_release (id int); UPDATE key_value SET value = \'s:64:"now";\'',
    );
    expect(restore()).toMatchObject({ status: 0, said: 'users:2;node:50' });
    expect(server.sql("SELECT to_regclass('of_the_release') IS NULL, nextval('node_nid_seq')")).toBe('t|51');
    expect(server.sql("SELECT value FROM key_value WHERE name = 'repository'")).toBe('s:64:"now";');
  });

  test.each([
    ['a newer server', '99.0-PostgreSQL', 'is of a newer server'],
    ['a MariaDB', '11.4.2-MariaDB', 'the backup is of 11.4.2-MariaDB, and the database is '],
  ])('a backup of %s is refused, and nothing is changed', (_, of, says) => {
    expect(restore(of)).toMatchObject({ status: 1, said: expect.stringContaining(says) });
    expect(server.sql('SELECT count(*) FROM node')).toBe('50');
  });

  test('a dump that is broken is told without its content, and another run mends it', () => {
    const path = `work/repository/${ID}2/dump`;
    const whole = server.read(path);
    server.write(path, whole.replace('title 7\n', 'title 7\tsecret\n'));
    const broken = restore(undefined, 2);
    expect(broken).toMatchObject({
      status: 1,
      said: expect.stringMatching(/run the restore again\. ERROR 22P04 at line \d+/),
    });
    expect(broken.output).not.toContain('secret');
    expect(restore()).toMatchObject({ status: 0, said: 'users:2;node:50' });
  });

  test('a seed fills an empty database, and no other unless it is asked to', () => {
    const tags = server.read(`work/repository/${ID}2/snapshot`);
    server.write(`work/repository/${ID}2/dump`, server.read(`work/repository/${ID}1/dump`));
    server.write(`work/repository/${ID}2/snapshot`, tags.replace('"release"', '"sanitised"'));
    expect(run('seed').output).toContain('the database has content');
    server.sql('DELETE FROM node WHERE nid > 3');
    expect(run('seed', { SEED_AGAIN: 'yes', SEED_OF: 'live' }).output).toContain('rows users:2;node:50');
    server.sql('DROP TABLE users, node, cache_render, key_value; CREATE TABLE cdk8s_drupal_seed (started int)');
    expect(run('seed', { SEED_OF: 'live' }).output).toContain('rows users:2;node:50');
    expect(server.shell('tables').stdout).not.toContain('cdk8s_drupal_seed');
  });

  test('a database that does not take the login is told at once', () => {
    expect(run('database', { PGSQL_USER: 'nobody' })).toMatchObject({
      status: 1,
      said: expect.stringContaining('the database does not take the login'),
    });
  });
});
