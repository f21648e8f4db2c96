import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MYSQL } from '../backups/engines/mysql';
import { mysqlBackup } from './mysql-client';
import { mysqlServer } from './mysql-server';

/** What the scripts take of the machine: on it may be a client of MariaDB, which they would take first. */
const TOOLS = ['sh', 'cat', 'sed', 'grep', 'tail', 'mkdir', 'sleep'].map((name) => [name, pathOf(name)] as const);

/** Notes how it was called; refuses what a user of few rights may not. */
const PROGRAM = `#!/bin/sh
printf '%s' "\${0##*/}" >> "$SAW"
printf ' [%s]' "$@" >> "$SAW"
read -r statement
printf ' %s\\n' "$statement" >> "$SAW"
case "$* $statement" in *"$REFUSES"*) echo 'ERROR 1227 (42000) at line 1: Access denied' >&2; exit 1 ;; esac
`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mysql-client-'));
  mkdirSync(join(folder, 'bin'));
  for (const [name, path] of TOOLS) symlinkSync(path, join(folder, 'bin', name));
  writeFileSync(join(folder, 'password'), 'a-password');
});
afterEach(() => rmSync(folder, { recursive: true }));

function pathOf(name: string): string {
  return spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
}

function program(name: string, script = PROGRAM) {
  writeFileSync(join(folder, 'bin', name), script);
  chmodSync(join(folder, 'bin', name), 0o755);
}

/** Runs lines of shell after those of the client, with MySQL's programs alone; how these were called. */
function called(script: string, env: NodeJS.ProcessEnv = {}, programs = ['mysql', 'mysqldump']): string {
  for (const name of programs) program(name);
  const { status, stderr } = spawnSync(
    join(folder, 'bin/sh'),
    ['-c', `${mysqlBackup('mysql:8.4').client}\n${script}`],
    {
      encoding: 'utf8',
      input: 'SELECT 1;\n',
      env: {
        PATH: join(folder, 'bin'),
        SAW: join(folder, 'saw'),
        REFUSES: 'nothing of this',
        MYSQL_HOST: 'db.example.com',
        MYSQL_PORT: '25060',
        MYSQL_USER: 'shop',
        MYSQL_NAME: 'shop',
        MYSQL_PASS_FILE: join(folder, 'password'),
        DRUSH_COMMAND_SQL_OPTIONS_EXTRA: '--loose-skip-ssl-verify-server-cert',
        BACKUP_WITHOUT_ROWS: 'cache_.*',
        ...env,
      },
    },
  );
  expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' });
  return readFileSync(join(folder, 'saw'), 'utf8');
}

describe('TLS', () => {
  test('MySQL’s client gets no option that it does not know', () => {
    expect(called('server')).not.toMatch(/ssl|tls/);
  });

  test('MariaDB’s is told to do as PHP does', () => {
    expect(called('server', {}, ['mariadb', 'mariadb-dump'])).toContain('[--loose-skip-ssl-verify-server-cert]');
  });

  test.each([
    [['mysql', 'mysqldump'], '[--ssl-mode=VERIFY_IDENTITY]'],
    [['mariadb', 'mariadb-dump'], '[--ssl-verify-server-cert]'],
  ])('with an authority, %j insist on the name', (programs, option) => {
    const saw = called('server', { MYSQL_CA_FILE: '/ca.crt' }, programs);
    expect(saw).toContain(`[--ssl-ca=/ca.crt] ${option}`);
    expect(saw).not.toContain('skip-ssl');
  });
});

describe('a server that wants primary keys', () => {
  const LIFTED = '[--init-command=SET FOREIGN_KEY_CHECKS = 0 /*!80013 , sql_require_primary_key = 0 */]';

  test('gets tables without one, where the user may have that', () => {
    expect(called('load')).toContain(LIFTED);
  });

  test('is loaded as it is, where the user may not', () => {
    const saw = called('load', { REFUSES: 'sql_require_primary_key' });
    expect(saw).not.toContain(LIFTED);
    expect(saw).toContain('[--init-command=SET FOREIGN_KEY_CHECKS = 0]');
  });
});

describe('a dump', () => {
  const OWN = '[--loose-set-gtid-purged=OFF] [--loose-column-statistics=0]';

  test('has nothing of the server', () => {
    expect(called('dumped shop')).toContain(`${OWN} [shop]`);
  });

  test('has no masking policies, where the client knows them', () => {
    program('mysqldump-known');
    const knows = `#!/bin/sh
case $* in *--help*) echo '  --masking-policies  Dump masking policies'; exit ;; esac
exec "\${0%/*}/mysqldump-known" "$@"
`;
    for (const name of ['mysql']) program(name);
    program('mysqldump', knows);
    expect(called('dumped shop', {}, ['mysql'])).toContain(`${OWN} [--skip-masking-policies] [shop]`);
  });
});

test('the server of a rehearsal is asked by its socket, whatever MYSQL_HOST says', () => {
  const serve = mysqlServer({ name: 'shop', user: 'shop' }).serve;
  const asked = serve
    .split('\n')
    .filter((line) => line.includes('--socket=/scratch/socket') && line.includes('$client'));
  expect(asked).toHaveLength(2);
  for (const line of asked) expect(line).toContain('--host=localhost');
});

describe('why a dump was refused', () => {
  function refused(said: string): string {
    writeFileSync(join(folder, 'refused'), said);
    const script = `${MYSQL.refused.replace('/work/', `${folder}/`)}\nrefused`;
    return spawnSync('sh', ['-c', script], { encoding: 'utf8' }).stdout;
  }

  test.each([
    'ERROR 3750 (HY000) at line 25: Unable to create or change a table without a primary key\n',
    'ERROR 1419 (HY000) at line 100: You do not have the SUPER privilege and binary logging is enabled\n',
    'ERROR 2013 (HY000) at line 7: Lost connection to MySQL server during query\n',
  ])('is told with its words, where they are the server’s alone: %s', (said) => {
    expect(refused(`mysql: [Warning] something\n${said}`)).toBe(said);
  });

  test('is told without the statement, which is content', () => {
    const said = "ERROR 1064 (42000) at line 3: You have an error in your SQL syntax near 'Anna, 3750 '\n";
    expect(refused(said)).toBe('ERROR 1064 (42000) at line 3\n');
  });
});
