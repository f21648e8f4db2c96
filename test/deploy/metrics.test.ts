import { Cache, Metrics } from 'cdk8s-drupal';
import { kubectl } from '../cluster/kubectl';
import { deployerOf } from './credentials';
import { TestSite } from './test-site';

const site = new TestSite('metrics', { cache: Cache.redis() });
const metrics = Metrics.operator({ labels: { release: 'prometheus' }, interval: 30 });
const OBJECTS = [
  'servicemonitor/metrics',
  'prometheusrule/alarms',
  'service/web-metrics',
  'service/redis-metrics',
  'networkpolicy/web-metrics',
  'networkpolicy/redis-metrics',
];
let deployer: string;

beforeAll(() => {
  deployer = deployerOf(site);
});
afterAll(async () => {
  await kubectl(['delete', '--namespace', 'deployers', 'serviceaccount,secret', site.namespace, '--ignore-not-found']);
  await kubectl(['delete', 'clusterrolebinding', `cdk8s-drupal-onlooker-${site.namespace}`, '--ignore-not-found']);
  await site.remove();
});

const deploy = (folder: string) => site.deploy(folder, [], { KUBECONFIG: deployer });

test("a deployer's credential is enough for figures and alarms, and a second deploy changes nothing", async () => {
  await deploy(site.version('one'));
  await deploy(site.version('one', { metrics }));
  await site.kubectl('get', ...OBJECTS);
  const { spec } = await site.get('prometheusrule', 'alarms');
  expect(spec.groups[0].rules.length).toBeGreaterThan(10);
  const { output } = await deploy(site.version('one', { metrics }));
  expect(output).not.toMatch(/serverside-applied|pruned|configured/);
});

test('what is taken out is gone', async () => {
  await deploy(site.version('one'));
  for (const object of OBJECTS) await expect(site.kubectl('get', object)).rejects.toThrow('not found');
});
