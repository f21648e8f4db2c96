import { DataSite } from './data-site';

const shop = new DataSite('append');
afterAll(() => shop.remove());

test('a key that may only add is enough for backups, and destroys nothing', async () => {
  const folder = await shop.begin({ megabytes: 1, files: 10 });
  await shop.allow('append');
  const backUp = async () => {
    const job = await shop.startJob('backup');
    return { end: await shop.end(job), reasons: await shop.reasons(job) };
  };
  const refused = await backUp();
  expect(refused.end).toBe('Complete'); // there is nothing to forget yet
  await shop.succeed('deploy', shop.version('one', { backups: shop.backups({ keep: 'all' }) }));
  const before = await shop.snapshots(); // among them what was dumped before the release
  expect((await backUp()).end).toBe('Complete');
  expect(await shop.snapshots()).toBe(before + 2);
  await shop.succeed('deploy', folder);
  const { end, reasons } = await backUp();
  expect(reasons).toContain('the backup is made, and old ones could not be forgotten');
  expect(end).toBe('Failed');
  expect(await shop.snapshots()).toBeGreaterThanOrEqual(before + 4);
});
