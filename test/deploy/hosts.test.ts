import type { SiteProps } from 'cdk8s-drupal';
import { kubectl } from '../cluster/kubectl';
import { TestSite } from './test-site';

const old = new TestSite('renamed');
const hosts = (host: string): Partial<SiteProps> => ({ environments: { live: { hosts: [host] } } });
const renamed = new TestSite('name', hosts(old.host));
const one = renamed.version('one');

beforeAll(() => old.deploy(old.version('one')));
afterAll(() => Promise.all([old.remove(), renamed.remove()]));

const what = `${old.host}: served by Ingress/web in the namespace ${old.namespace}, too, the environment live of the site ${old.site}`;

test('a site of another name with the same host is refused before anything is there', async () => {
  const { status, output } = await renamed.run('deploy', one);
  expect(output).toContain(what);
  expect(output).toContain(`npx cdk8s-drupal destroy dist/${old.site}/live --environment live`);
  expect(output).toContain('nothing was changed');
  expect(status).toBe(1);
  await expect(kubectl(['get', 'namespace', renamed.namespace])).rejects.toThrow('not found');
});

test('it is deployed beside the old one if that is typed out, and then goes on with a word about it', async () => {
  await renamed.deploy(one, ['--take-over', old.namespace]);
  expect((await renamed.deploy(renamed.version('two'))).output).toContain(what);
  expect((await old.run('status', old.version('one'))).output).toContain(`in the namespace ${renamed.namespace}, too`);
});

test('a rollback does not take a host back that has moved on', async () => {
  await renamed.deploy(renamed.version('three', hosts(renamed.host)));
  const { status, output } = await renamed.run('rollback', one);
  expect(output).toContain(what);
  expect(output).toContain('nothing was changed');
  expect(output).toContain(`run this with --take-over ${old.namespace}`);
  expect(status).toBe(1);
});

test('a rollback takes it back all the same if that is typed out', async () => {
  const { status, output } = await renamed.run('rollback', one, ['--take-over', old.namespace]);
  expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('rolled back') });
});

test('nothing is said any more once the old one is taken away as the refusal says', async () => {
  const destroyed = await old.run('destroy', old.version('one'), ['--environment', 'live']);
  expect(destroyed).toMatchObject({ status: 0 });
  expect((await renamed.deploy(one)).output).not.toContain('served by');
});
