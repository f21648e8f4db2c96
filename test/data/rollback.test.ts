import { eventually } from '../recipe/process';
import { bed, DataSite } from './data-site';
import { tagOf } from './images';

const shop = new DataSite('rollback');
let before: Awaited<ReturnType<typeof shop.content>>;
let one = '';

beforeAll(async () => {
  one = await shop.begin({ megabytes: Number(process.env.DATA_MEGABYTES ?? 40), files: 100 });
  before = await shop.content();
});
afterAll(() => shop.remove());

async function webTag(): Promise<string> {
  const { spec } = await bed.get(shop.namespace, 'deployment', 'web');
  return spec.template.spec.containers[0].image.replace(/.*:/, '');
}

const undo = (folder: string) => shop.succeed('rollback', folder, '--database', '--environment', 'live');

test('without an earlier release it is refused', async () => {
  await shop.succeed('backup', one);
  const { status, output } = await shop.run('rollback', one, '--database', '--environment', 'live');
  expect(output).toContain('there is no earlier release to go back to');
  expect(status).toBe(1);
});

test('a ruinous release is undone by one command, which says first what would be lost', async () => {
  const ruin = shop.version('ruin');
  await shop.succeed('deploy', ruin);
  expect((await shop.content()).tables).not.toBe(before.tables);
  await shop.sql("INSERT INTO comment (body) VALUES ('after the release')");
  const asked = await shop.run('rollback', ruin, '--database');
  expect(asked.output).toContain('users: 3 fewer than before the release');
  expect(asked.output).toContain('comment: 1 more than before the release');
  expect(asked.status).toBe(1);
  const { output } = await undo(ruin);
  expect(output).toContain('with the database as of');
  expect(await shop.content()).toStrictEqual(before);
  expect(await webTag()).toBe(tagOf('one'));
});

test('a release that failed half-way is undone under the web that served all the time', async () => {
  const halfway = shop.version('halfway');
  const failed = await shop.run('deploy', halfway);
  expect(failed.status).toBe(3);
  expect((await shop.content()).tables).not.toBe(before.tables);
  await undo(halfway);
  expect(await shop.content()).toStrictEqual(before);
  expect(await webTag()).toBe(tagOf('one'));
});

test('killed in the middle, it is run again and ends well', async () => {
  const ruin = shop.version('ruin');
  await shop.succeed('deploy', ruin);
  // What was undone is released again, and not taken to be done.
  expect((await shop.content()).tables).not.toBe(before.tables);
  const running = shop.start('rollback', ruin, '--database', '--environment', 'live');
  await eventually('the load', 240, async () => {
    const { items } = await bed.get(shop.namespace, 'jobs');
    return items.some(
      ({ metadata, status }: { metadata: { name: string }; status: { active?: number } }) =>
        /^restore-[a-z0-9]+$/.test(metadata.name) && status.active,
    );
  });
  process.kill(-(running.process.pid ?? 0), 'SIGKILL');
  await running.ended;
  await undo(ruin);
  expect(await shop.content()).toStrictEqual(before);
  expect(await webTag()).toBe(tagOf('one'));
});

test('where the dump before it fails, no release runs', async () => {
  await shop.revoke();
  const { status, output } = await shop.run('deploy', shop.version('ruin')).finally(() => shop.allow());
  expect(output).toContain('the repository cannot be opened');
  expect(status).toBe(3);
  expect(await shop.content()).toStrictEqual(before);
  expect(await webTag()).toBe(tagOf('one'));
});
