import type { SiteProps } from 'cdk8s-drupal';
import { nodesAreSimulated } from '../cluster/kubectl';
import { ApiServerProcess } from './api-server-process';
import { faultsOn } from './faults';
import { Random } from './random';
import { dataOf, stateOf } from './site-state';
import { TestSite, VARIABLES } from './test-site';
import { jobOf, versionsOf } from './versions';

const COUNT = Number(process.env.CDK8S_DRUPAL_FAULTS ?? 100);
/** The first fault's seed; each next fault's is one more. With a fault's own seed and a count of 1, it happens again. */
const SEED = Number(process.env.CDK8S_DRUPAL_SEED ?? Date.now() % 1_000_000);

if (!nodesAreSimulated())
  throw new Error('the fault run needs simulated nodes: on real ones these images do not exist');

/** What a deploy may find and leave: each differs from the others in what it prunes and in the order of the release. */
const VERSIONS: readonly Partial<SiteProps>[] = [
  {},
  { commands: { queue: { drush: ['queue:run', 'mail'], schedule: '1 2 3 4 *' } }, release: { order: 'maintenance' } },
  { release: { order: 'after' }, env: { GREETING: 'hello' } },
];

const server = ApiServerProcess.ofTestBed();
const site = new TestSite('fault');
const twin = new TestSite('twin');
const versions = versionsOf(site, VERSIONS);
const undisturbed: Record<string, unknown>[] = [];
let data: Record<string, unknown>;
let duration: number;

beforeAll(async () => {
  for (const { good } of versionsOf(twin, VERSIONS)) {
    duration = (await twin.deploy(good)).milliseconds;
    undisturbed.push(await stateOf(twin, { job: jobOf(good) }));
  }
  await site.deploy(versions[0]?.good ?? '');
  data = await dataOf(site);
  const kept = Object.keys(data);
  for (const kind of ['Secret', 'PersistentVolumeClaim', 'PersistentVolume'])
    expect(kept.filter((name) => name.startsWith(`${kind}/`)).length).toBeGreaterThan(1);
});

afterAll(async () => {
  await site.remove();
  await twin.remove();
});

const faults = Array.from({ length: COUNT }, (_, index) => {
  const seed = SEED + index;
  const random = new Random(seed);
  const fault = random.pick(faultsOn(server))(random);
  const at = random.between(0, VERSIONS.length - 1);
  return { seed, fault, at, text: fault.text };
});

test.each(faults)('seed $seed: $text', async ({ fault, at }) => {
  const version = versions[at];
  if (version === undefined) throw new Error('there is no such version');
  const other = versions[(at + 1) % versions.length]?.good ?? '';
  const output = await fault.happen({ site, ...version, other, server, duration });
  expect(await dataOf(site)).toEqual(data);

  const clean = await site.deploy(version.good, ['--timeout', '60s']);
  expect(await dataOf(site)).toEqual(data);
  expect(await stateOf(site, { job: jobOf(version.good) })).toEqual(undisturbed[at]);
  for (const value of Object.values(VARIABLES)) expect(output + clean.output).not.toContain(value);
});
