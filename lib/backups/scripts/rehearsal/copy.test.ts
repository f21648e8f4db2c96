import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COPY } from './copy';

const CHECK = COPY.slice(COPY.indexOf('await sanitised'), COPY.indexOf('mkfifo'));

/** The check after `drush sql:sanitize`, on a database that holds these addresses; what it says. */
function check(personal: readonly string[] | undefined, mails: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'copy-'));
  mkdirSync(join(folder, 'rehearsal'));
  writeFileSync(join(folder, 'held'), mails.map((mail) => `${mail}\n`).join(''));
  if (personal !== undefined)
    writeFileSync(join(folder, 'rehearsal/personal'), personal.map((mail) => `${mail}\n`).join(''));
  const script = `await() { :; }
empty() { :; }
sql() { cat ${folder}/held; }
none() { echo "none: $*"; exit 1; }
${CHECK.replaceAll('/rehearsal/', `${folder}/rehearsal/`).replaceAll('/tmp/mails', `${folder}/mails`)}
echo clean`;
  const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  return stdout;
}

test.each([
  ['all are replaced', ['anna@firma.de'], ['user+1@localhost.localdomain'], 'clean\n'],
  ['nobody’s were there, as on a site of test accounts', [], ['admin@shop.invalid'], 'clean\n'],
  [
    'one is left',
    ['anna@firma.de', 'ben@firma.de'],
    ['Anna@firma.de', 'user+2@localhost.localdomain'],
    'none: drush sql:sanitize has left the addresses of 1 accounts\n',
  ],
  ['nobody has looked', undefined, ['anna@firma.de'], 'none: nobody has said which addresses are personal\n'],
])('addresses of accounts: %s', (_what, personal, mails, said) => {
  expect(check(personal, mails)).toBe(said);
});
