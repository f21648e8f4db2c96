import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMON } from './common';

/** What the end of a command means, in words; it may take a second. */
function whyOf(restic: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'common-'));
  mkdirSync(join(folder, 'keys'));
  for (const name of ['access-key', 'secret-key']) writeFileSync(join(folder, 'keys', name), name);
  const script = `${COMMON.replaceAll('/work/', `${folder}/`)}\nrun 1 sh -c "$RESTIC"; why`;
  const env = {
    PATH: process.env.PATH,
    RESTIC: restic,
    RESTIC_REPOSITORY: 's3:https://s3.example.com/shop',
    RESTIC_PASSWORD_FILE: join(folder, 'keys/password'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
  return spawnSync('sh', ['-c', script], { encoding: 'utf8', env }).stdout;
}

const RETRIES = `
echo 'Save(<data/ae2e79d83c>) returned error, retrying after 982ms: client.PutObject: Slow down.' >&2
echo 'Save(<data/ae2e79d83c>) returned error, retrying after 1m8.4s: client.PutObject: No space left on device.' >&2
exec sleep 30`;

test.each([
  [
    'tried again until the deadline',
    RETRIES,
    'not done within 1 seconds. The last try failed: client.PutObject: No space left on device.',
  ],
  [
    'no word until the deadline',
    'exec sleep 30',
    'not done within 1 seconds: the storage does not answer, or is slow: ',
  ],
  [
    'another password',
    'echo wrong password >&2; exit 12',
    'the password is not that of the repository s3:https://s3.example.com/shop: wrong password ',
  ],
  ['anything else', 'echo Fatal >&2; exit 1', 'restic ended with 1: Fatal '],
])('%s', (_what, restic, said) => expect(whyOf(restic)).toBe(said));
