import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { unpack } from './unpack';

const folder = () => mkdtempSync(join(tmpdir(), 'unpack-'));
const source = folder();
writeFileSync(join(source, 'letter'), 'dear '.repeat(100_000));
const archive = execFileSync('tar', ['-c', '-C', source, 'letter'], { maxBuffer: 2 ** 24 });

test('an archive is unpacked, whatever comes behind its end', async () => {
  const to = folder();
  const { input, ended } = unpack(to);
  await pipeline(Readable.from([archive, Buffer.alloc(2 ** 20), Buffer.alloc(2 ** 20)]), input);
  expect(await ended).toEqual([]);
  expect(readFileSync(join(to, 'letter'), 'utf8')).toHaveLength(500_000);
});

test('one that breaks off is told', async () => {
  const { input, ended } = unpack(folder());
  await pipeline(Readable.from([archive.subarray(0, 100_000)]), input);
  expect((await ended)[0]).toMatch(/^tar ended with [12]/);
});

test('so is a folder that is not there', async () => {
  const { input, ended } = unpack(join(folder(), 'none'));
  await pipeline(Readable.from([archive]), input);
  expect((await ended)[0]).toMatch(/^tar ended with/);
});

test('where the source fails, it is ended', async () => {
  const to = folder();
  const { input, ended } = unpack(to);
  const broken = Readable.from(
    (function* () {
      yield archive.subarray(0, 1000);
      throw new Error('gone');
    })(),
  );
  await expect(pipeline(broken, input)).rejects.toThrow('gone');
  await ended;
  expect(readdirSync(to).length).toBeLessThan(2);
});
