import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseEngine } from '../../engines/engine';
import { MYSQL } from '../../engines/mysql';
import { POSTGRESQL } from '../../engines/postgresql';
import { scan } from './scan';

const hex = (text: string) => `0x${Buffer.from(text).toString('hex').toUpperCase()}`;

/** Reads who is known, and then a dump; the folder stands in for the pod's. */
function look(
  addresses: readonly string[],
  dump: readonly string[],
  configuration: readonly string[] = [],
  engine: DatabaseEngine = MYSQL,
) {
  const folder = mkdtempSync(join(tmpdir(), 'scan-'));
  const script = join(folder, 'scan');
  writeFileSync(script, scan(engine).replaceAll('/rehearsal/', `${folder}/`));
  writeFileSync(join(folder, 'addresses'), addresses.map((one) => `${one}\n`).join(''));
  writeFileSync(join(folder, 'configuration'), configuration.join('\n'));
  const php = (step: string, input = '') => spawnSync('php', [script, step], { encoding: 'utf8', input });
  expect(php('known')).toMatchObject({ status: 0, stdout: '', stderr: '' });
  const { status, stdout, stderr } = php('dump', dump.join('\n'));
  return { personal: readFileSync(join(folder, 'personal'), 'utf8').trim().split('\n'), status, said: stdout + stderr };
}

const PEOPLE = ['Ada.Lovelace@mail.example.org', 'grace@navy.invalid', 'anna-maria@firma.de', "o'neil@firma.ie"];

test('who is looked for: all but those that nobody has, and what stands in the configuration', () => {
  const { personal, status } = look(
    [...PEOPLE, 'office@firma.de', 'user+5@localhost.localdomain', '', 'no address'],
    [],
    [String.raw`a:1:{s:4:"mail";s:15:"Hello\nOffice@firma.de";}`],
  );
  expect(personal).toStrictEqual(['anna-maria@firma.de', "o'neil@firma.ie"]);
  expect(status).toBe(0);
});

test.each([
  ['text', "INSERT INTO `letters` VALUES (1,'write to Anna-Maria@firma.de, please')"],
  ['bytes', `INSERT INTO \`letters\` VALUES (1,${hex('s:19:"anna-maria@firma.de";')})`],
  ['an address of the web', "INSERT INTO `letters` VALUES (1,'/user?mail=anna-maria%40firma.de&x=1')"],
  ['the beginning of a line', String.raw`INSERT INTO letters VALUES (1,'Contact:\nanna-maria@firma.de')`],
  ['the beginning of a line of Windows', String.raw`INSERT INTO letters VALUES (1,'Contact:\r\nanna-maria@firma.de')`],
  ['a line in JSON', String.raw`INSERT INTO letters VALUES (1,'{"text":"Contact:\\nanna-maria@firma.de"}')`],
  ['a tag in JSON', String.raw`INSERT INTO letters VALUES (1,'{"text":"\\u003canna-maria@firma.de\\u003e"}')`],
  ['a URL with a space', "INSERT INTO `letters` VALUES (1,'mailto:?to=a%20anna-maria@firma.de')"],
  ['the end of a sentence', "INSERT INTO `letters` VALUES (1,'write to anna-maria@firma.de.Next')"],
  ['a name with a quote', String.raw`INSERT INTO letters VALUES (1,'Write to o\'neil@firma.ie')`],
])('finds an address in %s, names the table, and does not print it', (_, line) => {
  const { status, said } = look(PEOPLE, [
    'CREATE TABLE `letters` (id int);',
    line,
    "INSERT INTO `node` VALUES (1,'x')",
  ]);
  expect(status).toBe(1);
  expect(said).toContain('addresses of people are left in letters: name these tables in backups.sanitise.empty');
  expect(said).not.toMatch(/anna|neil|firma/i);
});

test('an address that is written as few are is found as it is', () => {
  const { status } = look(['"anna maria"@firma.de'], ['INSERT INTO `a` VALUES (\'"Anna Maria"@firma.de\')']);
  expect(status).toBe(1);
});

test('what only looks like one is let through', () => {
  const dump = [
    "INSERT INTO `users_field_data` VALUES (5,'user5','user+5@localhost.localdomain')",
    "INSERT INTO `node` VALUES (1,'other-anna-maria@firma.de'),(2,'anna-maria@firma-other.de')",
    `INSERT INTO \`file\` VALUES (${hex('binary \0 data')},0xABC)`,
  ];
  expect(look(PEOPLE, dump)).toMatchObject({ status: 0, said: '' });
});

test('a line of many megabytes is read whole', () => {
  const line = `INSERT INTO \`big\` VALUES ('${'lorem ipsum '.repeat(1_000_000)}anna-maria@firma.de')`;
  expect(look(PEOPLE, [line]).said).toContain('left in big');
});

describe('in a dump of PostgreSQL', () => {
  const inRows = (row: string, table = 'public.letters') =>
    look(PEOPLE, [`COPY ${table} (id, body) FROM stdin;`, row, String.raw`\.`], [], POSTGRESQL);

  test.each([
    ['text', '1\twrite to Anna-Maria@firma.de, please'],
    ['bytes', '1\ta:1:{s:4:"mail";s:19:"anna-maria@firma.de";}'],
    ['bytes behind one that is no letter', String.raw`1	\\000anna-maria@firma.de\\303`],
    ['the beginning of a line', String.raw`1	Contact:\nanna-maria@firma.de`],
    ['a name with a quote', "1\tWrite to o'neil@firma.ie"],
  ])('finds an address in %s, and names the table', (_, row) => {
    const { status, said } = inRows(row);
    expect(status).toBe(1);
    expect(said).toContain('addresses of people are left in letters: ');
  });

  test('names a table whose name stands in quotes', () => {
    expect(inRows('1\tanna-maria@firma.de', 'public."order"').said).toContain('left in order: ');
  });

  test('an address with letters that are more than a byte is found in bytes, too', () => {
    const bytes = [...Buffer.from('änne')].map((byte) =>
      byte < 128 ? String.fromCharCode(byte) : `\\\\${byte.toString(8)}`,
    );
    const rows = ['COPY public.a (data) FROM stdin;', `s:19:"${bytes.join('')}@firma.de"`];
    expect(look(['änne@firma.de'], rows, [], POSTGRESQL)).toMatchObject({ status: 1 });
  });

  test('other ones are let through', () => {
    expect(inRows(String.raw`5	user+5@localhost.localdomain \\001 x@y`)).toMatchObject({ status: 0, said: '' });
  });
});
