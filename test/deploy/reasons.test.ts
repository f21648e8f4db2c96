import { kubectl } from '../cluster/kubectl';
import { TestSite } from './test-site';

/** Why nothing gets on, where the cluster says so in an event: told, and without waiting for the time to be up. */

const site = new TestSite('reasons');
const [good, other, third] = ['good', 'other', 'third'].map((tag) => site.version(tag)) as [string, string, string];

beforeAll(() => kubectl(['create', 'namespace', site.namespace]));
afterAll(() => site.remove());

async function limit(kind: 'ResourceQuota' | 'LimitRange', spec: object): Promise<void> {
  const object = { apiVersion: 'v1', kind, metadata: { name: 'limit', namespace: site.namespace }, spec };
  await kubectl(['apply', '-f', '-'], JSON.stringify(object));
}

const lift = (kind: string) => site.kubectl('delete', kind, 'limit');

test('a quota that wants a limit of processors, which a database has none of', async () => {
  await limit('ResourceQuota', { hard: { 'limits.cpu': '8' } });
  const { status, output, milliseconds } = await site.run('deploy', good);
  await lift('resourcequota');
  expect(output).toMatch(/StatefulSet\/mariadb: FailedCreate: .*must specify limits\.cpu/);
  expect(status).toBe(5);
  expect(milliseconds).toBeLessThan(120_000); // of the fifteen minutes that it may wait
  await site.deploy(good);
});

test('a quota of pods in which the release finds no room', async () => {
  await limit('ResourceQuota', { hard: { pods: '2' } });
  const { status, output, milliseconds } = await site.run('deploy', other);
  expect(output).toMatch(/Job\/release-other-\S+: FailedCreate: .*exceeded quota: limit, requested: pods=1/);
  expect(status).toBe(3);
  expect(milliseconds).toBeLessThan(170_000);
  await lift('resourcequota');
});

test('a range that the container which waits for the database leaves', async () => {
  await limit('LimitRange', { limits: [{ type: 'Container', min: { cpu: '50m' } }] });
  const { status, output, milliseconds } = await site.run('deploy', third);
  await lift('limitrange');
  expect(output).toMatch(/FailedCreate: .*minimum cpu usage per Container is 50m/);
  expect(status).toBe(3);
  expect(milliseconds).toBeLessThan(120_000);
});
