import { Database } from 'cdk8s-drupal';
import { TestSite } from './test-site';

const site = new TestSite('series');
const of = (image: string, upgradeFrom?: string) =>
  site.version('good', { database: Database.mariadb({ size: '1Gi', image, upgradeFrom }) });

afterAll(() => site.remove());

test('a database goes to a newer series only if that is meant, and never back', async () => {
  const running = async () => (await site.get('statefulset', 'mariadb')).spec.template.spec.containers[0].image;
  await site.deploy(of('mariadb:10.11'));
  const refused = await site.run('deploy', of('mariadb:11.4'));
  expect(refused.output).toContain("there is no way back: take a backup first, and set upgradeFrom to '10.11'");
  expect([refused.status, await running()]).toEqual([1, 'mariadb:10.11']);
  await site.deploy(of('mariadb:11.4', '10.11'));
  expect(await running()).toBe('mariadb:11.4');
  const back = await site.run('deploy', of('mariadb:10.11', '11.4'));
  expect(back.output).toContain('an older mariadb does not read what a newer one has written');
  expect([back.status, await running()]).toEqual([1, 'mariadb:11.4']);
});
