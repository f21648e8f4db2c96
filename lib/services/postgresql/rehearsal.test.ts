import { describePostgresql, RunningPostgresql } from '../../../test/postgresql';
import { STAND_IN_RESTIC } from '../../../test/stand-in-restic';
import { POSTGRESQL } from '../../backups/engines/postgresql';
import { scriptsOf } from '../../backups/scripts';
import { PERSONAL_TABLES } from '../../backups/scripts/personal';
import { copyScripts, rehearsalScripts } from '../../backups/scripts/rehearsal';
import { COUNTED_TABLES, WITHOUT_ROWS } from '../../backups/scripts/rows';
import { postgresqlBackup } from './client';
import { postgresqlServer } from './scratch-server';

const CONTENT = `
CREATE TABLE key_value (collection varchar(128) NOT NULL, name varchar(128) NOT NULL, value bytea NOT NULL, PRIMARY KEY (collection, name));
CREATE TABLE config (name varchar(255) PRIMARY KEY, data bytea);
CREATE TABLE users (uid bigserial PRIMARY KEY, uuid text);
CREATE TABLE users_field_data (uid bigint PRIMARY KEY, name varchar(60) UNIQUE, mail varchar(254), init varchar(254), pass text);
CREATE TABLE comment_field_data (cid serial PRIMARY KEY, uid bigint, name varchar(60), mail varchar(254), hostname varchar(128), homepage varchar(255));
CREATE TABLE path_alias (id serial PRIMARY KEY, path varchar(255));
CREATE TABLE webform_submission (sid serial PRIMARY KEY, data text);
CREATE TABLE file_managed (fid serial PRIMARY KEY, uri varchar(255), status smallint);
CREATE TABLE letters (id serial PRIMARY KEY, data bytea);
CREATE TABLE watchdog (wid bigserial PRIMARY KEY, message text);
INSERT INTO key_value VALUES ('state', 'system.cron_key', 's:1:"k";');
INSERT INTO config VALUES ('system.site', 's:15:"office@firma.ie";');
INSERT INTO users (uuid) VALUES ('a'), ('b');
INSERT INTO users_field_data VALUES (0, '', NULL, NULL, ''), (1, 'admin', 'admin@firma.ie', '', 'x'), (2, 'user1', 'anne@firma.ie', 'anne@firma.ie', 'y');
INSERT INTO comment_field_data (uid, name, mail, hostname) VALUES (0, 'Anne', 'anne@firma.ie', '1.2.3.4');
INSERT INTO path_alias (path) VALUES ('/user/2'), ('/node/1');
INSERT INTO webform_submission (data) VALUES ('anne@firma.ie wants something');
INSERT INTO watchdog (message) VALUES ('anne@firma.ie was here');
`;
/** Stands in for Drush: what it sanitises, it does by SQL. */
const DRUSH = `#!/bin/sh
. /backup/client
case $1 in
  status) echo Successful ;;
  updatedb:status) ;;
  sql:sanitize) sql "UPDATE users_field_data SET mail = 'user+' || uid || '@localhost.localdomain', init = '' WHERE uid > 0" ;;
esac
`;

/** A site's database is dumped, and what a rehearsal's three containers make of the dump. */
async function rehearse(more: string) {
  const backup = postgresqlBackup('postgres:17', postgresqlServer({ name: 'drupal', user: 'drupal' }));
  const common = (server: RunningPostgresql) => {
    server.write('tools/restic', STAND_IN_RESTIC);
    server.write('tools/drush', DRUSH);
    for (const key of ['access-key', 'secret-key']) server.write(`tools/${key}`, 'x');
    return {
      RESTIC_REPOSITORY: 's3:somewhere',
      RESTIC_PASSWORD_FILE: server.path('tools/password'),
      AWS_SHARED_CREDENTIALS_FILE: server.path('work/credentials'),
      BACKUP_SECONDS: '60',
      BACKUP_MARK: 'repository',
      BACKUP_RELEASE: 'one',
      BACKUP_KIND: 'manual',
      BACKUP_WITHOUT_ROWS: WITHOUT_ROWS,
      BACKUP_COUNTED: COUNTED_TABLES.join(' '),
    };
  };
  const site = await RunningPostgresql.start(backup);
  const env = common(site);
  for (const [name, text] of Object.entries(scriptsOf(POSTGRESQL))) site.write(`backup/${name}`, text);
  site.sql(CONTENT + more);
  expect(site.shell('sh /backup/database', env)).toMatchObject({ status: 0 });
  const stored = ['dump', 'snapshot'].map((name) => [name, site.read(`work/repository/${'0'.repeat(63)}1/${name}`)]);
  await site.stop();

  const pod = await RunningPostgresql.prepare(backup);
  const own = {
    ...common(pod),
    BACKUP_FOLDERS: '',
    BACKUP_EXCLUDE: '',
    REHEARSAL_SIZE: '1Gi',
    REHEARSAL_MEGABYTES: '900',
    REHEARSAL_MISSING: '0',
    REHEARSAL_UPDATED: 'yes',
    SCRATCH_SETTINGS: '',
    SANITISE_TABLES: PERSONAL_TABLES,
    SANITISE_EMPTY: '',
  };
  const scripts = { ...rehearsalScripts(POSTGRESQL), ...copyScripts(POSTGRESQL, []) };
  for (const [name, text] of Object.entries(scripts)) pod.write(`backup/${name}`, text);
  pod.shell(`mkdir -p /work/repository/${'0'.repeat(63)}1`);
  for (const [name, text] of stored) pod.write(`work/repository/${'0'.repeat(63)}1/${name}`, text as string);
  const { stdout, stderr } = pod.shell(
    `PATH=/tools:$PATH
     sh /backup/snapshot || exit 1
     rm -f /work/said
     sh /backup/scratch > /work/scratch.log 2>&1 & scratch=$!
     sh /backup/copy > /work/copy.log 2>&1 & copy=$!
     sh /backup/drupal; echo "drupal $?"
     wait $copy; echo "copy $?"
     wait $scratch; echo "scratch $?"`,
    own,
  );
  const result = {
    output: stdout + stderr + pod.read('work/scratch.log') + pod.read('work/copy.log'),
    said: pod.read('work/said'),
    copy: pod.read(`work/repository/${'0'.repeat(63)}2/dump`),
  };
  pod.clear();
  return result;
}

describePostgresql('a rehearsal of a PostgreSQL', () => {
  test('loads the dump, has Drupal boot on it, and makes a copy without people', async () => {
    const { output, said, copy } = await rehearse('');
    expect(output).toContain('drupal 0\ncopy 0\nscratch 0\n');
    expect(said).toMatch(/^\{"run":"\d{8}T\d{6}Z","release":"one",.*"files":0,.*"copied":\d+\}$/);
    expect(copy).toContain('-- cdk8s-drupal: complete, users:2;file_managed:0;webform_submission:0');
    expect(copy).toContain('\tuser2\tuser+2@localhost.localdomain\t');
    expect(copy).toContain('\t/node/1\n');
    for (const personal of ['anne', 'Anne', '1.2.3.4', '/user/2', 'cron_key']) expect(copy).not.toContain(personal);
    expect(copy).toContain('office@firma.ie'); // in the configuration, and so public
  }, 120_000);

  test('stores no copy in which an address is left, and names the table', async () => {
    const { said, copy } = await rehearse(`INSERT INTO letters (data) VALUES ('s:13:"anne@firma.ie";\\\\000\\\\377')`);
    expect(said).toContain('no sanitised copy was made of it: addresses of people are left in letters');
    expect(copy).toBe('');
  }, 120_000);
});
