import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The program behind PHP's mail(), as the Dockerfile writes it, with an msmtp that shows what it is told. */

const DOCKERFILE = join(__dirname, '../../../scaffold/official.Dockerfile');

let folder: string;
const sendmail = () => join(folder, 'sendmail');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sendmail-'));
  writeFileSync(join(folder, 'msmtp'), `#!/bin/sh\nprintf '%s\\n' "$@"\n`);
  chmodSync(join(folder, 'msmtp'), 0o755);
  const [, lines = ''] =
    /RUN (\{ \\\n(?: +echo .*\n)+ +\}) > \/usr\/sbin\/sendmail/.exec(readFileSync(DOCKERFILE, 'utf8')) ?? [];
  const made = spawnSync('sh', ['-c', `${lines.replaceAll('\\\n', '\n')} > ${sendmail()}`], { encoding: 'utf8' });
  expect(made.stderr).toBe('');
  chmodSync(sendmail(), 0o755);
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(env: Record<string, string>, ...args: string[]) {
  return spawnSync(sendmail(), args, { encoding: 'utf8', env: { PATH: `${folder}:/usr/bin:/bin`, ...env } });
}

const server = { SMTP_HOST: 'smtp.example.org', SMTP_PORT: '2525' };
const HOST = ['--host=smtp.example.org', '--port=2525', '--timeout=30'];

test.each([
  ['none', []],
  ['starttls', ['--tls=on', '--tls-starttls=on']],
  ['tls', ['--tls=on', '--tls-starttls=off']],
])('hands mail to the server, with the encryption %s', (SMTP_ENCRYPTION, options) => {
  const { stdout, status } = run({ ...server, SMTP_ENCRYPTION }, '-t', '-i');
  expect(stdout.trim().split('\n')).toEqual(['-t', '-i', ...HOST, '--read-envelope-from', ...options]);
  expect(status).toBe(0);
});

test("logs in by the password's file, and its own sender comes after Drupal's, which it so replaces", () => {
  const login = { SMTP_USER: 'shop', SMTP_PASS_FILE: '/secrets/smtp/password', SMTP_FROM: 'bounces@example.org' };
  const { stdout } = run({ ...server, SMTP_ENCRYPTION: 'none', ...login }, '-t', '-fshop@example.org');
  expect(stdout.trim().split('\n')).toEqual([
    '-t',
    '-fshop@example.org',
    ...HOST,
    '--from=bounces@example.org',
    '--auth=on',
    '--user=shop',
    '--passwordeval=cat /secrets/smtp/password',
  ]);
});

test("leaves Drupal's sender where the site file names none", () => {
  const { stdout } = run({ ...server, SMTP_ENCRYPTION: 'none' }, '-t', '-fshop@example.org');
  expect(stdout.trim().split('\n')).toEqual(['-t', '-fshop@example.org', ...HOST]);
});

test('says what is missing where the site file has no mail', () => {
  expect(run({}, '-t')).toMatchObject({
    status: 78,
    stdout: '',
    stderr: 'sendmail: SMTP_HOST is not set: the site file has no mail\n',
  });
});
