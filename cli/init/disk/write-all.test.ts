import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from './compare';
import { writeAll } from './write-all';

jest.mock('node:fs', () => ({ __esModule: true, ...jest.requireActual('node:fs') }));
const real = jest.requireActual<typeof fs>('node:fs');

let base: string;
let folder: string;
beforeEach(() => {
  base = real.mkdtempSync(join(tmpdir(), 'write-'));
  folder = join(base, 'new/site');
});
afterEach(() => {
  jest.restoreAllMocks();
  real.rmSync(base, { recursive: true });
});

const FILES: Outcome[] = [
  { path: 'a', status: 'created', content: 'new a' },
  { path: 'package.json', status: 'merged', content: 'new package' },
  { path: 'deep/er/b', status: 'created', content: 'new b' },
  { path: 'same', status: 'unchanged' },
  { path: '.gitignore', status: 'merged', content: 'new lines' },
  { path: 'c', status: 'created', content: 'new c' },
];

function tree(): string[] {
  return real.readdirSync(base, { recursive: true, encoding: 'utf8' }).sort();
}

function begin() {
  real.mkdirSync(folder, { recursive: true });
  real.writeFileSync(join(folder, 'package.json'), 'old package', { mode: 0o600 });
  real.writeFileSync(join(folder, '.gitignore'), 'old lines');
}

test('moves every file to its place', () => {
  begin();
  writeAll(folder, FILES);
  expect(tree().filter((path) => path.startsWith('new/site/'))).toEqual(
    ['.gitignore', 'a', 'c', 'deep', 'deep/er', 'deep/er/b', 'package.json'].map((path) => `new/site/${path}`),
  );
  expect(real.readFileSync(join(folder, 'package.json'), 'utf8')).toBe('new package');
  expect(real.statSync(join(folder, 'package.json')).mode & 0o777).toBe(0o600);
});

describe.each(['writeFileSync', 'renameSync', 'mkdirSync', 'chmodSync'] as const)('a failing %s', (call) => {
  test.each([1, 2, 3, 4, 5, 6, 7])('as number %i leaves the folder as it was', (at) => {
    begin();
    const before = tree();
    let calls = 0;
    jest.spyOn(fs, call).mockImplementation(((...args: unknown[]) => {
      calls += 1;
      if (calls === at) throw new Error('no space left on device');
      return (real[call] as (...args: unknown[]) => unknown)(...args);
    }) as never);
    let failed = false;
    try {
      writeAll(folder, FILES);
    } catch {
      failed = true;
    }
    expect(failed).toBe(calls >= at);
    if (!failed) return; // It is not called so often.
    expect(tree()).toEqual(before);
    expect(real.readFileSync(join(folder, 'package.json'), 'utf8')).toBe('old package');
    expect(real.readFileSync(join(folder, '.gitignore'), 'utf8')).toBe('old lines');
  });
});

test('a file that appears in the meantime is not overwritten, and new folders go again', () => {
  const before = tree();
  jest.spyOn(fs, 'mkdtempSync').mockImplementation(((prefix: string) => {
    const staging = real.mkdtempSync(prefix);
    real.writeFileSync(join(folder, 'c'), 'theirs');
    return staging;
  }) as never);
  const created = FILES.filter(({ status }) => status === 'created');
  const complaints = jest.spyOn(console, 'error').mockImplementation();
  expect(() => writeAll(folder, created)).toThrow('c has appeared meanwhile');
  expect(real.readFileSync(join(folder, 'c'), 'utf8')).toBe('theirs');
  expect(complaints).toHaveBeenCalledTimes(2); // The two folders hold their file now, so they stay.
  expect(tree()).toEqual([...before, 'new', 'new/site', 'new/site/c']);
});
