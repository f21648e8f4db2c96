import { DataSite } from './data-site';
import { slowDown, speedUp } from './slow-storage';

const shop = new DataSite('slow');
let folder = '';

beforeAll(async () => {
  folder = await shop.begin({ megabytes: 20, files: 50 });
  await shop.succeed('backup', folder);
});
afterAll(async () => {
  await speedUp(shop).catch(() => undefined);
  await shop.remove();
});

/** Content that no backup has yet. */
const renew = () =>
  shop.sql(
    "UPDATE node_body SET body = (SELECT GROUP_CONCAT(SHA2(CONCAT(RAND(), nid, seq), 512) SEPARATOR '') FROM seq_1_to_640)",
  );

/** What is left in the bucket of processes that have ended. */
const locks = async () => (await shop.stored()).filter((key) => key.includes('/locks/'));

test('a backup to a slow storage ends well, later, and tells on the way how far it is', async () => {
  await renew();
  const stored = await shop.snapshots();
  await slowDown(shop, 300_000, 50);
  const { output, milliseconds } = await shop.succeed('backup', folder).finally(() => speedUp(shop));
  const told = [...output.matchAll(/storing the database: (\d+) MB so far/g)].map(([, megabytes]) => Number(megabytes));
  // restic reads 20 MB at once and sends them later, so that it may be one number all the time.
  expect(told).not.toStrictEqual([]);
  expect(told).toStrictEqual([...told].sort((a, b) => a - b));
  expect(milliseconds).toBeGreaterThan(30_000);
  expect(await shop.snapshots()).toBe(stored + 2);
  expect(await locks()).toStrictEqual([]);
});

test('one that cannot end until its deadline says so, and leaves nothing that counts and no lock', async () => {
  await renew();
  const stored = await shop.snapshots();
  const { output: listed } = await shop.succeed('backups', folder);
  await shop.kubectl('set', 'env', 'cronjob/backup', '--containers=*', 'BACKUP_SECONDS=60');
  await slowDown(shop, 20_000, 200);
  const job = await shop.startJob('backup');
  const end = await shop.end(job).finally(() => speedUp(shop));
  await shop.kubectl('set', 'env', 'cronjob/backup', '--containers=*', 'BACKUP_SECONDS=600');
  expect(await shop.reasons(job)).toContain('there is no snapshot of it: not done within 60 seconds');
  expect(end).toBe('Failed');
  expect(await shop.snapshots()).toBe(stored);
  expect(await locks()).toStrictEqual([]);
  expect((await shop.run('status', folder)).output).toContain('not done within 60 seconds');
  const names = (text: string) => text.match(/^ *\d{8}T\d{6}Z/gm);
  expect(names((await shop.succeed('backups', folder)).output)).toStrictEqual(names(listed));
  await shop.succeed('backup', folder); // and the next one is fine
});
