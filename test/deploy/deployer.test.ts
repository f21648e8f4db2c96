import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubectl } from '../cluster/kubectl';
import { temporaryFolder } from '../synth';
import { TestSite } from './test-site';

const MANIFEST = join(__dirname, '../../docs/deployer.yaml');

const site = new TestSite('deployer', {
  commands: { queue: { drush: ['queue:run', 'mail'], schedule: '1 2 3 4 *' } },
});
const objects = readFileSync(MANIFEST, 'utf8').replaceAll('deninet-live', site.namespace);

afterAll(async () => {
  await kubectl(['delete', '--namespace', 'deployers', 'serviceaccount,secret', site.namespace, '--ignore-not-found']);
  await kubectl(['delete', 'clusterrolebinding', `cdk8s-drupal-onlooker-${site.namespace}`, '--ignore-not-found']);
  await site.remove();
});

/** The kubeconfig that docs/cluster-access.md has its reader make. */
async function kubeconfig(): Promise<string> {
  await kubectl(['apply', '--filename', '-'], objects);
  const config = JSON.parse(await kubectl(['config', 'view', '--raw', '--minify', '--output', 'json']));
  const token = await kubectl(['create', 'token', site.namespace, '--namespace', 'deployers']);
  const [{ name }] = config.users;
  const file = join(temporaryFolder(), 'kubeconfig');
  writeFileSync(file, JSON.stringify({ ...config, users: [{ name, user: { token: token.trim() } }] }), { mode: 0o600 });
  return file;
}

test('the rights that docs/deployer.yaml gives are enough for all that a site needs, and for no more', async () => {
  const variables = { KUBECONFIG: await kubeconfig() };
  const one = site.version('one');
  const first = await site.deploy(one, [], variables);
  expect(first.output).toContain(':one serves');
  expect(first.output).not.toContain('could not look');
  expect((await site.deploy(one, [], variables)).output).toContain('nothing to change');

  const two = site.version('two', { commands: {} });
  expect((await site.run('diff', two, [], variables)).output).toContain('- CronJob/queue');
  expect((await site.deploy(two, [], variables)).output).toContain('cronjob.batch/queue pruned');
  expect((await site.run('rollback', two, [], variables)).status).toBe(0);
  expect((await site.run('status', two, [], variables)).output).toContain(':one serves');
  expect((await site.run('deploy', site.version('exit-1'), [], variables)).output).toContain('the simulated container');

  const destroy = await site.run('destroy', two, ['--environment', 'live', '--volumes'], variables);
  expect(destroy.output).toMatch(/cannot delete resource "(statefulsets|persistentvolumeclaims|namespaces)"/);
  expect(destroy.status).toBe(5);
  await site.kubectl('get', 'persistentvolumeclaim', 'files');
});
