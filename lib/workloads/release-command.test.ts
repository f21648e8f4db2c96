import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../../test/free-port';
import { MYSQL_PROBE } from '../services/mysql-probe';
import type { DatabaseProbe } from '../site/backing-service';
import { releaseCommand } from './release-command';

const WITH_MYSQL = { database: MYSQL_PROBE, webNeedsModeOff: true };
const UNKNOWN = { webNeedsModeOff: true };

test('is drush deploy, if nothing else is asked for', () => {
  expect(releaseCommand({}, UNKNOWN)).toStrictEqual(['drush', 'deploy', '-y']);
  expect(releaseCommand({}, WITH_MYSQL).slice(-3)).toStrictEqual(['drush', 'deploy', '-y']);
});

test('asks nothing of a database of which nobody knows how', () => {
  const maintenance = releaseCommand({ order: 'maintenance' }, UNKNOWN);
  expect(maintenance[2]).toMatch(/^drush state:set .* 1 .*&& "\$@" && drush state:set .* 0 /);
  expect(maintenance.join(' ')).not.toContain('php');
});

test.each(['before', 'after', 'maintenance'] as const)('holds nothing that Kubernetes would expand: %s', (order) => {
  for (const word of releaseCommand({ order, install: ['drush', 'site:install'] }, WITH_MYSQL))
    expect(word).not.toMatch(/\$\(|\$\$/);
});

jest.setTimeout(60_000); // a busy machine starts PHP and MariaDB's client slowly

const php = spawnSync('php', ['-m'], { encoding: 'utf8' });
const missing = [
  ...(/^pdo_mysql$/m.test(php.stdout ?? '') ? [] : ['php with pdo_mysql']),
  ...(spawnSync('mariadbd', ['--version']).status === 0 ? [] : ['mariadbd']),
];
const real = missing.length === 0 ? describe : describe.skip;
const why = missing.length === 0 ? '' : ` [skipped: there is no ${missing.join(', no ')}]`;

const PASSWORD = 'p\'ass"w$ord';

real(`on a real MariaDB${why}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  const file = (name: string) => join(folder, name);
  const socket = file('socket');
  const sql = (text: string) => execFileSync('mariadb', ['--socket', socket, '--execute', text], { encoding: 'utf8' });
  let server: ChildProcess;
  let port: number;

  beforeAll(async () => {
    port = await freePort();
    const data = ['--no-defaults', `--datadir=${file('data')}`, `--user=${process.env.USER ?? 'root'}`];
    execFileSync('mariadb-install-db', [...data, '--auth-root-authentication-method=normal', '--skip-test-db']);
    const listen = [
      `--socket=${socket}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--innodb-buffer-pool-size=16M',
    ];
    server = spawn('mariadbd', [...data, ...listen], { stdio: 'ignore' });
    for (let tries = 0; spawnSync('mariadb', ['--socket', socket, '--execute', '']).status !== 0; tries++) {
      if (tries > 100) throw new Error('MariaDB did not start');
      await setTimeout(200);
    }
    sql(`CREATE USER drupal@'127.0.0.1' IDENTIFIED BY '${PASSWORD.replaceAll("'", "''")}'`);
    writeFileSync(file('password'), `${PASSWORD}\n`);
    // Says what it was asked, and does to the database what the real one does.
    writeFileSync(
      file('drush'),
      `#!/bin/sh
printf "<%s>" drush "$@"
if [ "$1" = state:set ]; then mariadb --host=localhost --socket ${socket} --execute "UPDATE drupal.key_value SET value = 'i:$3;' WHERE collection = 'state'" 2>/dev/null; fi
exit 0
`,
    );
    chmodSync(file('drush'), 0o755);
  }, 60_000);

  afterAll(() => {
    server?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(() => {
    sql("DROP DATABASE IF EXISTS drupal; CREATE DATABASE drupal; GRANT ALL ON drupal.* TO drupal@'127.0.0.1'");
  });

  /** Runs a release as its container does. */
  function run(release: Parameters<typeof releaseCommand>[0], env: NodeJS.ProcessEnv = {}, webNeedsModeOff = true) {
    const [command = '', ...args] = releaseCommand(release, { database: MYSQL_PROBE, webNeedsModeOff });
    return spawnSync(command, args, { encoding: 'utf8', env: environment(env) });
  }

  function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return {
      PATH: `${folder}:${process.env.PATH}`,
      MYSQL_HOST: '127.0.0.1',
      MYSQL_PORT: String(port),
      MYSQL_NAME: 'drupal',
      MYSQL_USER: 'drupal',
      MYSQL_PASS_FILE: file('password'),
      ...env,
    };
  }

  const install = ['drush', 'site:install', "it's", '$HOME'] as const;
  const command = ['drush', 'deploy', "it's", '$HOME'] as const;

  test('installs into an empty database', () => {
    const { status, stdout } = run({ install, command });
    expect(stdout).toBe("the database is empty: installing\n<drush><site:install><it's><$HOME>");
    expect(status).toBe(0);
  });

  test('runs the command where there is a table', () => {
    sql('CREATE TABLE drupal.users (uid INT)');
    const { status, stdout } = run({ install, command });
    expect(stdout).toBe("the database is in use: updating\n<drush><deploy><it's><$HOME>");
    expect(status).toBe(0);
  });

  test('wants no maintenance mode of an empty database, but of one in use', () => {
    expect(run({ install, command, order: 'maintenance' }).stdout).not.toContain('maintenance_mode');
    sql('CREATE TABLE drupal.users (uid INT)');
    expect(run({ install, command, order: 'maintenance' }).stdout).toMatch(
      /updating\n<drush><state:set>.*<1>.*<drush><deploy><it's><\$HOME><drush><state:set>.*<0>/,
    );
  });

  test('empties what a cache server holds of the database that was there before', () => {
    expect(run({ install, command }, { REDIS_HOST: 'redis' }).stdout).toMatch(/<\$HOME><drush><cache:rebuild>$/);
    expect(run({ install: ['sh', '-c', 'exit 7'] }, { REDIS_HOST: 'redis' })).toMatchObject({ status: 7 });
  });

  test('fails as the install step does', () => {
    expect(run({ install: ['sh', '-c', 'exit 7'] }).status).toBe(7);
  });

  test.each<[string, NodeJS.ProcessEnv]>([
    ['a server that does not answer', { MYSQL_PORT: '1' }],
    ['a database that is not there', { MYSQL_NAME: 'other' }],
    ['a password that cannot be read', { MYSQL_PASS_FILE: '/nowhere' }],
    ['a certificate that is not there', { MYSQL_CA_FILE: '/nowhere' }],
  ])('installs nothing on %s, and does not tell the password', (_what, env) => {
    const { status, stdout, stderr } = run({ install, command }, env);
    expect(status).toBe(1);
    expect(stdout).not.toContain('drush');
    expect(stderr).toContain('the database does not say whether it is empty');
    expect(stdout + stderr).not.toContain("p'ass");
  });

  describe('and maintenance mode', () => {
    const OFF = /<drush><state:set><system.maintenance_mode><0><--input-format=integer>$/;
    const switchTo = (value: 0 | 1) =>
      `mariadb --host=localhost --socket ${socket} --execute "UPDATE drupal.key_value SET value = 'i:${value};' WHERE name = 'system.maintenance_mode'"`;
    const isOn = () => /i:1;|b:1;/.test(sql("SELECT value FROM drupal.key_value WHERE collection = 'state'"));
    const marks = () => sql("SELECT value FROM drupal.key_value WHERE collection = 'cdk8s_drupal'");
    /** As drush updatedb: on, and off at the end only if it was off before. */
    const updatedb = (end: string) => ['sh', '-c', `${switchTo(1)}; ${end}`] as const;

    beforeEach(() => {
      sql(`CREATE TABLE drupal.key_value (collection VARCHAR(128), name VARCHAR(128), value LONGBLOB);
        INSERT INTO drupal.key_value VALUES ('state', 'system.maintenance_mode', 'i:0;')`);
    });

    test('is left alone by a release that leaves it alone', () => {
      const { status, stdout, stderr } = run({ command });
      expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "<drush><deploy><it's><$HOME>", stderr: '' });
      expect(marks()).toBe('');
    });

    test('ends with a release that failed half-way, which fails as before', () => {
      const { status, stdout, stderr } = run({ command: updatedb('exit 3') });
      expect(stderr).toBe('');
      expect(status).toBe(3);
      expect(stdout).toContain('maintenance mode is switched off, as it was before the release');
      expect(stdout).toMatch(OFF);
      expect([isOn(), marks()]).toEqual([false, '']);
    });

    test('that a killed release has left on ends with the next one', () => {
      run({ command: updatedb('kill -9 $PPID') });
      expect(isOn()).toBe(true);
      const { status, stdout } = run({ command });
      expect(stdout).toContain('an earlier release has left maintenance mode on');
      expect(stdout).toMatch(OFF);
      expect([status, isOn(), marks()]).toEqual([0, false, '']);
    });

    test('ends also where the release is asked to end', async () => {
      const [program = '', ...args] = releaseCommand({ command: updatedb('exec sleep 60') }, WITH_MYSQL);
      const release = spawn(program, args, { env: environment({}), stdio: 'ignore' });
      const ended = new Promise((resolve) => release.on('exit', resolve));
      while (!isOn() && release.exitCode === null) await setTimeout(50);
      release.kill('SIGTERM');
      expect(await ended).toBe(143);
      expect([isOn(), marks()]).toEqual([false, '']);
    });

    test('that somebody has switched on is theirs: nothing is run where the new web would not become ready', () => {
      execFileSync('sh', ['-c', switchTo(1)]);
      const refused = run({ command });
      expect(refused.status).toBe(1);
      expect(refused.stdout).toBe('');
      expect(refused.stderr).toContain(
        'switch it off with: kubectl exec deploy/web -- drush state:set system.maintenance_mode 0',
      );
      const lenient = run({ command }, {}, false);
      expect([lenient.status, isOn(), marks()]).toEqual([0, true, '']);
    });

    test('of a killed release in the order maintenance ends with a release of another order', () => {
      run({ command: ['sh', '-c', 'kill -9 $PPID'], order: 'maintenance' });
      expect(isOn()).toBe(true);
      expect(run({ command })).toMatchObject({ status: 0 });
      expect(isOn()).toBe(false);
    });

    test('does not keep a release from running where it cannot be read', () => {
      sql('DROP TABLE drupal.key_value');
      expect(run({ command })).toMatchObject({ status: 0, stdout: "<drush><deploy><it's><$HOME>" });
      const { status, stderr } = run({ command }, { MYSQL_PASS_FILE: '/nowhere' });
      expect(status).toBe(0);
      expect(stderr).toContain('the database does not say whether Drupal is in maintenance mode');
    });
  });
});

/** A database of one's own, which is a file: what its binding says of it is all that a release needs. */
const SQLITE: DatabaseProbe = {
  variable: 'SQLITE_FILE',
  open: "  $database = new PDO('sqlite:' . getenv('SQLITE_FILE'));",
  anyTable: "SELECT name FROM sqlite_master WHERE type = 'table'",
  keyValueTable: "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'key_value'",
};

const hasSqlite = /^pdo_sqlite$/m.test(php.stdout ?? '');
const withSqlite = hasSqlite ? describe : describe.skip;
const lacks = hasSqlite ? '' : ' [skipped: there is no php-sqlite3; .ci/install-tools installs it]';

withSqlite(`on a database of another kind${lacks}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  const file = join(folder, 'database');
  const sql = (text: string) =>
    execFileSync(
      'php',
      [
        '-r',
        '$d = new PDO("sqlite:" . $argv[1]); foreach ($d->query($argv[2]) as $row) echo $row[0], "\\n";',
        file,
        text,
      ],
      { encoding: 'utf8' },
    );
  const setMode = (value: 0 | 1) =>
    `php -r '(new PDO("sqlite:${file}"))->exec("UPDATE key_value SET value = \\"i:${value};\\" WHERE collection = \\"state\\"");'`;

  beforeAll(() => {
    writeFileSync(join(folder, 'drush'), `#!/bin/sh\necho "drush $*"\nif [ "$3" = 0 ]; then ${setMode(0)}; fi\n`);
    chmodSync(join(folder, 'drush'), 0o755);
  });
  beforeEach(() => rmSync(file, { force: true }));
  afterAll(() => rmSync(folder, { recursive: true }));

  function run(release: Parameters<typeof releaseCommand>[0]) {
    const [command = '', ...args] = releaseCommand(release, { database: SQLITE, webNeedsModeOff: true });
    const env = { PATH: `${folder}:${process.env.PATH}`, SQLITE_FILE: file };
    return spawnSync(command, args, { encoding: 'utf8', env });
  }

  test('installs into an empty one, and updates one in use', () => {
    const release = { install: ['drush', 'site:install'], command: ['drush', 'deploy'] } as const;
    expect(run(release)).toMatchObject({
      status: 0,
      stdout: 'the database is empty: installing\ndrush site:install\n',
    });
    sql('CREATE TABLE users (uid INT)');
    expect(run(release)).toMatchObject({ status: 0, stdout: 'the database is in use: updating\ndrush deploy\n' });
  });

  test('leaves maintenance mode as it was', () => {
    sql('CREATE TABLE key_value (collection TEXT, name TEXT, value BLOB)');
    sql("INSERT INTO key_value VALUES ('state', 'system.maintenance_mode', 'i:0;')");
    const { status, stdout, stderr } = run({ command: ['sh', '-c', `${setMode(1)}; exit 3`] });
    expect([status, stderr]).toEqual([3, '']);
    expect(stdout).toContain('maintenance mode is switched off, as it was before the release');
    expect(sql('SELECT value FROM key_value')).toBe('i:0;\n');
  });
});
