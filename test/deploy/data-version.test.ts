import { Database } from 'cdk8s-drupal';
import { TestSite } from './test-site';

const site = new TestSite('series');
const of = (image: string, upgradeFrom?: string) =>
  site.version('good', { database: Database.mariadb({ size: '1Gi', image, upgradeFrom }) });

const running = async () => (await site.get('statefulset', 'mariadb')).spec.template.spec.containers[0].image;

beforeAll(() => site.deploy(of('mariadb:10.11')));
afterAll(() => site.remove());

test('a database does not go to a newer series by a change of its image alone', async () => {
  const { status, output } = await site.run('deploy', of('mariadb:11.4'));
  expect(output).toContain("there is no way back: take a backup first, and set upgradeFrom to '10.11'");
  expect([status, await running()]).toEqual([1, 'mariadb:10.11']);
});

test('it does where the site file means it', async () => {
  await site.deploy(of('mariadb:11.4', '10.11'));
  expect(await running()).toBe('mariadb:11.4');
});

test('it never goes back', async () => {
  const { status, output } = await site.run('deploy', of('mariadb:10.11', '11.4'));
  expect(output).toContain('an older mariadb does not read what a newer one has written');
  expect([status, await running()]).toEqual([1, 'mariadb:11.4']);
});

test('it does not go back either once it was taken away, as long as its claim is there', async () => {
  await site.run('destroy', of('mariadb:11.4'), ['--environment', 'live']);
  await expect(running()).rejects.toThrow('not found');
  const { status, output } = await site.run('deploy', of('mariadb:10.11', '11.4'));
  expect(output).toContain('an older mariadb does not read what a newer one has written');
  expect(status).toBe(1);
  await site.deploy(of('mariadb:11.4'));
});
