import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startScript } from './start-script';

const volume = mkdtempSync(join(tmpdir(), 'postgresql-start-'));
const data = join(volume, 'pgdata');
const mark = `${data}.unfinished`;
const programs = join(volume, 'bin');
const others = () => readdirSync(volume).filter((name) => name.startsWith('pgdata.cut-off-'));

beforeEach(() => {
  for (const name of readdirSync(volume)) rmSync(join(volume, name), { recursive: true });
  mkdirSync(programs);
});
afterAll(() => rmSync(volume, { recursive: true }));

/** Starts with an entrypoint that does this, and returns its output. */
function start(entrypoint: string): string {
  writeFileSync(join(programs, 'docker-entrypoint.sh'), `#!/bin/sh\n${entrypoint}\n`, { mode: 0o755 });
  const env = { PATH: `${programs}:${process.env.PATH}`, PGDATA: data };
  return spawnSync('sh', ['-c', startScript(mark), 'start', '-c', 'a=b c'], { env, encoding: 'utf8' }).stdout;
}

const INITDB = `mkdir -p "$PGDATA"; echo 17 > "$PGDATA/PG_VERSION"`;

test('the entrypoint gets the arguments as they are', () => {
  expect(start('printf "[%s]" "$@"')).toBe('[-c][a=b c]');
});

test('a first start that is cut off is begun anew, and nothing is deleted', () => {
  start(INITDB);
  expect(existsSync(mark)).toBe(true);
  expect(start('ls -A "$PGDATA" 2> /dev/null')).toBe('');
  const [aside = ''] = others();
  expect(readFileSync(join(volume, aside, 'PG_VERSION'), 'utf8')).toBe('17\n');
});

test('one that has ended is left alone, at each start', () => {
  start(`${INITDB}; rm ${mark}`);
  for (const _ of [1, 2]) expect(start('ls -A "$PGDATA"')).toBe('PG_VERSION\n');
  expect(others()).toStrictEqual([]);
  expect(existsSync(mark)).toBe(false);
});

test('a volume that has never had the mark is left alone', () => {
  mkdirSync(data);
  writeFileSync(join(data, 'PG_VERSION'), '17');
  expect(start('ls -A "$PGDATA"')).toBe('PG_VERSION\n');
  expect(existsSync(mark)).toBe(false);
});
