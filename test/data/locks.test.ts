import { eventually, sleep } from '../recipe/process';
import { bed, DataSite } from './data-site';
import { locksOf, read, replace } from './restic-lock';

const shop = new DataSite('locks');
let folder = '';

beforeAll(async () => {
  folder = await shop.begin({ megabytes: 20, files: 50 });
  await shop.succeed('backup', folder);
});
afterAll(() => shop.remove());

/** Kills the prune of a care as soon as its lock is there, as a node without memory does. */
async function killPrune(): Promise<string> {
  const job = await shop.startJob('backup-care');
  const pid = await eventually('the prune', 120, () =>
    bed.enter('pgrep', '-f', '^restic prune').then((said) => said.trim()),
  );
  for (;;) {
    await bed.enter('kill', '-STOP', pid);
    const [lock] = await locksOf(shop);
    if (lock !== undefined) {
      await bed.enter('kill', '-KILL', pid);
      expect(await shop.end(job)).toBe('Failed');
      expect(await shop.reasons(job)).toContain('what is not used any more could not be freed: restic ended with 137');
      return lock;
    }
    await bed.enter('kill', '-CONT', pid);
    await sleep(30);
  }
}

/** Makes a lock older than restic lets one be that a living process has. */
async function age(key: string): Promise<void> {
  const lock = await read(shop, key);
  await replace(shop, key, { ...lock, time: new Date(Date.parse(lock.time) - 31 * 60_000).toISOString() });
}

const isDone = async (job: string) => (await bed.get(shop.namespace, 'job', job)).status.conditions !== undefined;

test('a young lock of somebody else is respected by care and backup; once it is old, care takes it away, and all end well', async () => {
  const lock = await killPrune();
  expect(await read(shop, lock)).toMatchObject({ exclusive: true });
  const stored = await shop.snapshots();
  const waiting = [await shop.startJob('backup'), await shop.startJob('backup-care')];
  await sleep(30_000);
  expect(await Promise.all(waiting.map(isDone))).toStrictEqual([false, false]);
  expect(await locksOf(shop)).toStrictEqual([lock]);
  expect(await shop.snapshots()).toBe(stored);

  await age(lock);
  const care = await shop.startJob('backup-care');
  for (const job of [care, ...waiting]) expect(await shop.end(job)).toBe('Complete');
  expect(await shop.snapshots()).toBe(stored + 2);
  expect(await locksOf(shop)).toStrictEqual([]);
});

test.each([
  ['a backup', () => shop.succeed('backup', folder)],
  ['a release', () => shop.succeed('deploy', shop.version('two'))],
  ['a restore', () => shop.succeed('restore', folder, '--environment', 'live', '--no-backup-first')],
])('%s takes an old lock away by itself, and waits for nobody', async (_what, work) => {
  await age(await killPrune());
  const { milliseconds } = await work();
  expect(milliseconds).toBeLessThan(600_000);
  expect(await locksOf(shop)).toStrictEqual([]);
});
