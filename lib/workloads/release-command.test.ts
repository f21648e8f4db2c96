import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { releaseCommand } from './release-command';

test('is drush deploy, if nothing else is asked for', () => {
  expect(releaseCommand({})).toStrictEqual(['drush', 'deploy', '-y']);
});

test('is the command in maintenance mode', () => {
  const args = releaseCommand({ command: ['drush', 'updb'], order: 'maintenance' });
  expect(args.slice(0, 2)).toStrictEqual(['sh', '-c']);
  expect(args.slice(3)).toStrictEqual(['release', 'drush', 'updb']);
});

const php = spawnSync('php', ['-m'], { encoding: 'utf8' });
const missing = [
  ...(/^pdo_mysql$/m.test(php.stdout ?? '') ? [] : ['php with pdo_mysql']),
  ...(spawnSync('mariadbd', ['--version']).status === 0 ? [] : ['mariadbd']),
];
const real = missing.length === 0 ? describe : describe.skip;
const why = missing.length === 0 ? '' : ` [skipped: there is no ${missing.join(', no ')}]`;

const PASSWORD = 'p\'ass"w$ord';

real(`with an install step, on a real MariaDB${why}`, () => {
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
    writeFileSync(file('drush'), '#!/bin/sh\nprintf "<%s>" drush "$@"\n');
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
  function run(release: Parameters<typeof releaseCommand>[0], env: NodeJS.ProcessEnv = {}) {
    const [command = '', ...args] = releaseCommand(release);
    return spawnSync(command, args, {
      encoding: 'utf8',
      env: {
        PATH: `${folder}:${process.env.PATH}`,
        MYSQL_HOST: '127.0.0.1',
        MYSQL_PORT: String(port),
        MYSQL_NAME: 'drupal',
        MYSQL_USER: 'drupal',
        MYSQL_PASS_FILE: file('password'),
        ...env,
      },
    });
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
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
