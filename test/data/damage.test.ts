import { DATABASE } from '../recipe/database';
import { bed, DataSite } from './data-site';
import { tagOf } from './images';
import { timed } from './report/timed';
import { SQL } from './sql';

const shop = new DataSite('damage');
let one = '';
let before: Awaited<ReturnType<typeof shop.content>>;

beforeAll(async () => {
  one = await shop.begin({ megabytes: Number(process.env.DATA_MEGABYTES ?? 200), files: 2000 });
  before = await shop.content();
  await shop.succeed('backup', one);
});
afterAll(() => shop.remove());

const restore = () => timed(() => shop.succeed('restore', one, '--environment', 'live', '--no-backup-first'));

const TABLES = 'users, users_field_data, node, node_body, comment, file_managed, queue, key_value';
const FILES = '/var/www/html/sites/default/files';

/** What happens to the data, and what has to be done before it can be restored. */
const damages: readonly [string, () => Promise<unknown>][] = [
  ['a table was dropped', () => shop.sql(SQL.drop('users, node'))],
  ['a column was emptied', () => shop.sql("UPDATE node_body SET body = ''")],
  ['all tables are gone', () => shop.sql(SQL.drop(TABLES))],
  [
    'a module has left tables behind',
    () => shop.sql('CREATE TABLE left_behind (id INT); INSERT INTO left_behind VALUES (1)'),
  ],
  ['files were deleted', () => shop.inWeb(`rm -rf ${FILES}/1 /var/www/private/contract`)],
  ['files were changed and added', () => shop.inWeb(`cd ${FILES}; for i in 2/*; do echo x > $i; done; echo y > added`)],
  [
    'the volume of the database is lost',
    async () => {
      await shop.kubectl('delete', 'pvc', DATABASE.claim, '--wait=false');
      await shop.kubectl('delete', 'pod', DATABASE.pod);
      await shop.kubectl('rollout', 'status', `statefulset/${DATABASE.name}`, '--timeout=180s');
      expect(await shop.sql(SQL.tables)).toBe('');
    },
  ],
  [
    'the volume of the files is lost',
    async () => {
      await shop.kubectl('scale', 'deployment/web', '--replicas=0');
      await shop.kubectl('delete', 'jobs', '--all'); // their pods have ended, and still hold the claim
      await shop.kubectl('delete', 'pvc', 'files', '--timeout=120s');
      await shop.succeed('deploy', one);
      expect(await shop.inWeb(`find ${FILES} -type f | wc -l`)).toBe('0\n');
    },
  ],
  [
    'the namespace is destroyed',
    async () => {
      await bed.kubectl('delete', 'namespace', shop.namespace, '--timeout=180s');
      await shop.succeed('deploy', one);
      expect(await shop.sql(SQL.tables)).toBe('');
    },
  ],
];

test.each(damages)('comes back: %s', async (_what, damage) => {
  await damage();
  expect(await shop.content()).not.toStrictEqual(before);
  await restore();
  expect(await shop.content()).toStrictEqual(before);
  expect(await shop.sql('SELECT COUNT(*) FROM sessions; SELECT COUNT(*) FROM titles')).toMatch(/^0\n[1-9]/);
});

test('comes back: the password of the repository was lost, and is found again', async () => {
  await shop.sql('DELETE FROM comment');
  const lost = shop.as({ BACKUP_PASSWORD: 'n0t-that-of-the-repository' });
  await lost.succeed('deploy', one);
  const { status, output } = await lost.run('restore', one, '--environment', 'live', '--no-backup-first');
  expect(output).toContain('the password is not that of the repository');
  expect(status).not.toBe(0);
  expect(await shop.sql('SELECT COUNT(*) FROM node')).toMatch(/^[1-9]/); // nothing was emptied for it
  await shop.succeed('deploy', one);
  await restore();
  expect(await shop.content()).toStrictEqual(before);
});

/** The seconds that a site can be without its data; a taste may run on a machine that does other things, too. */
const LIMIT = process.env.DATA_MEGABYTES === undefined ? 60 : 180;

/** Undoes the last release. */
async function undo(folder: string): Promise<void> {
  const seconds = await timed(() => shop.succeed('rollback', folder, '--database', '--environment', 'live'));
  expect(await shop.content()).toStrictEqual(before);
  const { spec } = await bed.get(shop.namespace, 'deployment', 'web');
  expect(spec.template.spec.containers[0].image).toContain(tagOf('one'));
  expect(seconds).toBeLessThan(LIMIT);
}

test('comes back: a release has ruined the content, and is undone', async () => {
  const ruin = shop.version('ruin');
  await shop.succeed('deploy', ruin);
  expect((await shop.content()).tables).not.toBe(before.tables);
  await undo(ruin);
});

test('comes back: a bad update hook has failed half-way, and is undone', async () => {
  const halfway = shop.version('halfway');
  expect((await shop.run('deploy', halfway)).status).toBe(3);
  expect((await shop.content()).tables).not.toBe(before.tables);
  await undo(halfway);
});
