import { TestSite } from './test-site';
import { jobOf } from './versions';

const site = new TestSite('release');
const good = site.version('good');

beforeAll(() => site.deploy(good));
afterAll(() => site.remove());

test('a release that fails leaves the old web, and prints its log and the reason', async () => {
  const failing = site.version('exit-1');
  const { status, output } = await site.run('deploy', failing);
  expect(output).toContain('the release failed; the web goes on with the image that it has');
  expect(output).toContain(`job/${jobOf(failing)}: BackoffLimitExceeded`);
  expect(output).toContain('ended with exit status 1');
  expect(output).toContain(`log of job/${jobOf(failing)}:\n    the simulated container writes this line`);
  expect(status).toBe(3);
  expect(await site.webImage()).toBe('good');
  expect(await site.webPods()).toEqual(['good']);

  const before = await site.get('job', jobOf(failing));
  const again = await site.run('deploy', failing);
  expect(again.status).toBe(3);
  expect((await site.get('job', jobOf(failing))).metadata.uid).not.toBe(before.metadata.uid); // it was tried anew
});

test('a release that has run does not run again where only the web around it changes, and does after another', async () => {
  const run = async () => (await site.get('job', jobOf(good))).metadata.uid;
  await site.deploy(good);
  const first = await run();
  await site.deploy(site.version('good', { cron: { schedule: '8 3 1 1 *' } }));
  expect(await run()).toBe(first);
  await site.deploy(site.version('better'));
  await site.deploy(good);
  expect(await run()).not.toBe(first);
});

test("a release's log is printed without the values of secrets", async () => {
  const { output } = await site.run('deploy', site.version('exit-1-b'), [], { PAYMENT_KEY: 'simulated container' });
  expect(output).toContain('the [concealed] writes this line');
  expect(output).not.toContain('simulated container');
});

test('an image that cannot be pulled is explained: which image, registry and secret, and what to check', async () => {
  const folder = site.version('no-pull');
  const { status, output } = await site.run('deploy', folder);
  expect(output).toContain(
    'ImagePullBackOff: Back-off pulling image "registry.example.com/team/site:no-pull": unauthorized',
  );
  expect(output).toContain('the image is registry.example.com/team/site:no-pull, of the registry registry.example.com');
  expect(output).toContain(
    `the pull secret is registry in ${site.namespace}: check that its credential is still valid`,
  );
  expect(output).toContain('check that the image exists: did the build push it?');
  expect(status).toBe(3);
  expect(await site.webPods()).toEqual(['good']);
  // Else the release would start by itself once the image is there.
  await expect(site.kubectl('get', 'job', jobOf(folder))).rejects.toThrow('not found');
});

test('a web that does not become ready goes back to the image that served', async () => {
  const { status, output } = await site.run('deploy', site.version('unready'), ['--timeout', '20s']);
  expect(output).toContain('the new web did not become ready');
  expect(output).toMatch(/pod web-\S+ runs but is not ready: its readiness probe is not answered/);
  expect(output).toContain('went back to registry.example.com/team/site:good, which serves');
  expect(status).toBe(4);
  expect(await site.webImage()).toBe('good');
  expect(await site.webPods()).toEqual(['good']);
});

test('after all this, the good version has nothing to change', async () => {
  expect((await site.deploy(good)).output).toContain('nothing to change');
});

describe('where nothing served before', () => {
  const fresh = new TestSite('fresh');
  afterAll(() => fresh.remove());

  test('a web that does not become ready has nothing to go back to', async () => {
    const { status, output } = await fresh.run('deploy', fresh.version('unready'), ['--timeout', '30s']);
    expect(output).toContain('there is no earlier release to roll back to');
    expect(status).toBe(4);
  });
});
