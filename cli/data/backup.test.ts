import { ageOf, backupsIn, chosen, lineOf, sizeOf } from './backup';

const database = (run: string, time: string, ...tags: string[]) => ({
  id: `db-${run}`,
  time,
  paths: ['/database.sql'],
  tags: ['scheduled', `run=${run}`, 'release=1.4.0', 'server=10.11.6-MariaDB', 'rows=users:3;node:12', ...tags],
  summary: { total_bytes_processed: 412_000_000 },
});
const files = (run: string, time: string, ...tags: string[]) => ({
  id: `files-${run}`,
  time,
  paths: ['/data/private', '/data/public'],
  tags: ['scheduled', `run=${run}`, ...tags],
  summary: { total_bytes_processed: 1_900 },
});

const MONDAY = '2026-11-23T02:00:00Z';
const TUESDAY = '2026-11-24T02:00:00Z';
const both = [
  database('20261123T020000Z', MONDAY),
  files('20261123T020000Z', MONDAY, 'incomplete'),
  database('20261124T020000Z', TUESDAY),
  { id: 'other', time: TUESDAY, paths: ['/'] },
];

test('the snapshots of one run are one backup, the newest first', () => {
  const [tuesday, monday, ...others] = backupsIn(both);
  expect(others).toStrictEqual([]);
  expect(tuesday?.run).toBe('20261124T020000Z');
  expect(tuesday).not.toHaveProperty('files');
  expect(monday).toStrictEqual({
    run: '20261123T020000Z',
    time: MONDAY,
    kind: 'scheduled',
    release: '1.4.0',
    server: '10.11.6-MariaDB',
    rows: 'users:3;node:12',
    database: { id: 'db-20261123T020000Z', bytes: 412_000_000 },
    files: { id: 'files-20261123T020000Z', bytes: 1_900, isIncomplete: true },
  });
});

test('of a run that was tried again, the later part counts; files without a dump are no backup', () => {
  const again = { ...database('a', TUESDAY), id: 'later' };
  expect(backupsIn([database('a', MONDAY), again])[0]?.database.id).toBe('later');
  expect(backupsIn([files('a', MONDAY)])).toStrictEqual([]);
});

test('one is chosen by its name, by a time, or is the newest', () => {
  const runOf = (wanted?: string) => chosen(backupsIn(both), wanted, false)?.run;
  expect(runOf()).toBe('20261124T020000Z');
  expect(runOf('20261123T020000Z')).toBe('20261123T020000Z');
  expect(runOf('2026-11-24T01:59:00Z')).toBe('20261123T020000Z');
  expect(runOf('2026-11-20')).toBeUndefined();
  expect(runOf('yesterday')).toBeUndefined();
});

test('where files are asked for, only its name leads to one that has none', () => {
  const runOf = (wanted?: string) => chosen(backupsIn(both), wanted, true)?.run;
  expect(runOf()).toBe('20261123T020000Z');
  expect(runOf('2026-11-25')).toBe('20261123T020000Z');
  expect(runOf('20261124T020000Z')).toBe('20261124T020000Z');
});

test('a line says what a person decides by', () => {
  const [, monday] = backupsIn(both);
  expect(monday && lineOf(monday, Date.parse(TUESDAY))).toBe(
    '20261123T020000Z  24 h old, scheduled, release 1.4.0: database 412 MB, files 1.9 kB, INCOMPLETE',
  );
});

test('a line says when it was rehearsed', () => {
  const [tuesday] = backupsIn(both);
  const line = tuesday && lineOf({ ...tuesday, rehearsed: TUESDAY }, Date.parse('2026-11-24T05:00:00Z'));
  expect(line).toContain('no files, rehearsed 3 h ago');
});

test.each([
  [30_000, '1 min'],
  [119 * 60_000, '119 min'],
  [3 * 3_600_000, '3 h'],
  [72 * 3_600_000, '3 days'],
])('%d ms are %s', (milliseconds, text) => expect(ageOf(milliseconds)).toBe(text));

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_900, '1.9 kB'],
  [5_400_000_000_000_000, '5400 TB'],
  [undefined, 'of unknown size'],
])('%s bytes are %s', (bytes, text) => expect(sizeOf(bytes)).toBe(text));
