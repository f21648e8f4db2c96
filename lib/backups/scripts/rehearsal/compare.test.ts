import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMPARE } from './compare';

const FOLDERS = '/data/public /data/private';
const EXCLUDE = 'public/css public/*.tmp private/a/b';

/** Runs it on rows and a listing as restic makes it; the folder stands in for the pod's. */
function compare(rows: readonly string[], sizes: Readonly<Record<string, number>>, env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'compare-'));
  const script = join(folder, 'compare');
  writeFileSync(script, COMPARE.replaceAll('/rehearsal/', `${folder}/`));
  const listing = [
    { message_type: 'snapshot', time: '2026-11-29T02:00:00Z' },
    { type: 'dir', path: '/data/public' },
    ...Object.entries(sizes).map(([path, size]) => ({ type: 'file', path, size })),
  ];
  writeFileSync(join(folder, 'listing'), listing.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  writeFileSync(join(folder, 'rows'), rows.map((row) => `${row}\n`).join(''));
  const run = (step: 'rows' | 'restored') => {
    const { status, stdout, stderr } = spawnSync('php', [script, step], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, BACKUP_FOLDERS: FOLDERS, BACKUP_EXCLUDE: EXCLUDE, REHEARSAL_MISSING: '0', ...env },
    });
    return { status, said: stdout + stderr };
  };
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { folder, run, read, ...run('rows') };
}

test('each row has its file', () => {
  const { status, said, read } = compare(['public://a.txt', 'private://b/ü.txt'], {
    '/data/public/a.txt': 3,
    '/data/private/b/ü.txt': 4,
  });
  expect([status, said]).toStrictEqual([0, '']);
  expect(read('counted')).toBe('"files":2,"missing":0');
  expect(read('chosen').trim().split('\n').sort()).toStrictEqual(['/data/private/b/ü.txt', '/data/public/a.txt']);
});

test('rows without a file are told, five of them by name', () => {
  const rows = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `public://${name}`);
  const { status, said } = compare([...rows, 'public://there'], { '/data/public/there': 1 });
  expect(said).toContain(
    '6 of 7 managed files are not in the backup: public://a, public://b, public://c, public://d, public://e, ...',
  );
  expect(status).toBe(1);
});

test('as many as are allowed may be missing', () => {
  const { status, read } = compare(['public://lost'], {}, { REHEARSAL_MISSING: '1' });
  expect([status, read('counted')]).toStrictEqual([0, '"files":1,"missing":1']);
});

test('what is not backed up need not be there', () => {
  const rows = ['public://css/a.css', 'public://x.tmp', 'private://a/b/c', 's3://a', 'temporary://b', 'no-uri'];
  expect(compare(rows, {}).read('counted')).toBe('"files":0,"missing":0');
  expect(compare(['public://css2/a', 'public://a/x.tmp'], {}).said).toContain('2 of 2');
  expect(compare(['private://a'], {}, { BACKUP_FOLDERS: '/data/public' }).status).toBe(0);
});

test('rows are read as the client writes them, and names are no patterns to restic', () => {
  const { status, read } = compare(['public:///odd $1 [a]*?.txt', 'public://back\\\\slash'], {
    '/data/public/odd $1 [a]*?.txt': 1,
    '/data/public/back\\slash': 1,
  });
  expect(status).toBe(0);
  expect(read('chosen').trim().split('\n').sort()).toStrictEqual([
    '/data/public/back\\\\slash',
    '/data/public/odd $$1 \\[a\\]\\*\\?.txt',
  ]);
});

test('at most 50 files are chosen, and 200 MB', () => {
  const many = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`/data/public/${index}`, 1]));
  const rows = Object.keys(many).map((path) => path.replace('/data/public/', 'public://'));
  expect(compare(rows, many).read('chosen').trim().split('\n')).toHaveLength(50);
  expect(compare(['public://film'], { '/data/public/film': 300 * 1024 * 1024 }).read('chosen')).toBe('');
});

test('what was restored has to be what is listed', () => {
  const { folder, run, read } = compare(['public://a.txt'], { '/data/public/a.txt': 3 });
  expect(run('restored').said).toContain('/data/public/a.txt of the backup was restored as nothing');
  mkdirSync(join(folder, 'restored/data/public'), { recursive: true });
  writeFileSync(join(folder, 'restored/data/public/a.txt'), 'four');
  expect(run('restored')).toMatchObject({ status: 1, said: expect.stringContaining('4 bytes, and has 3 bytes') });
  writeFileSync(join(folder, 'restored/data/public/a.txt'), 'abc');
  expect(run('restored').status).toBe(0);
  expect(read('counted')).toBe('"files":1,"missing":0,"restored":1');
});
