import { stateOf } from './site-state';
import { TestSite } from './test-site';
import { jobOf } from './versions';

const site = new TestSite('lease');
const one = site.version('one');
const two = site.version('two');

beforeAll(() => site.deploy(one));
afterAll(() => site.remove());

test('the second of two deploys waits until the first has ended, and says for whom', async () => {
  const first = site.start(two, [], { USER: 'ann' });
  await first.said(/✓ lease/);
  const second = site.start(one, [], { USER: 'bob' });
  await second.said(/waiting for ann in process \d+ on \S+, who is deploying/);
  const before = Date.now();
  expect((await first.ended).status).toBe(0);
  expect((await second.ended).status).toBe(0);
  expect(Date.now()).toBeGreaterThan(before);
  expect(await site.webPods()).toEqual(['one']);
});

test('a deploy that may not wait so long is refused, and says who is at work since when', async () => {
  const spec = {
    holderIdentity: 'ann in https://gitlab.example.com/jobs/1',
    leaseDurationSeconds: 30,
    acquireTime: NOW,
  };
  await site.kubectl('patch', 'lease', 'cdk8s-drupal-deploy', '--type=merge', '-p', JSON.stringify({ spec }));
  const before = await stateOf(site, { job: jobOf(one) });
  const { status, output } = await site.run('deploy', two, ['--timeout', '5s'], { USER: 'bob' });
  expect(output).toContain('another deploy is running');
  expect(output).toContain(
    `ann in https://gitlab.example.com/jobs/1 holds the lease cdk8s-drupal-deploy in ${site.namespace} since`,
  );
  expect(status).toBe(2);
  expect(await stateOf(site, { job: jobOf(one) })).toEqual(before);
});

const NOW = new Date().toISOString().replace('Z', '000Z');

test('the lease of a holder that crashed goes to the next after half a minute', async () => {
  const began = Date.now(); // ann, above, never comes back
  const { output, milliseconds } = await site.deploy(two, ['--timeout', '90s']);
  expect(output).toContain('waiting for ann in https://gitlab.example.com/jobs/1');
  expect(milliseconds).toBeGreaterThan(30_000);
  expect(Date.now() - began).toBeLessThan(80_000);
  expect(await site.webPods()).toEqual(['two']);
});

test('a rollout that fails after its deploy has lost the lease leaves the web to the one that holds it', async () => {
  const deploy = site.start(site.version('unready'), ['--timeout', '25s']);
  await deploy.said(/✓ release/);
  const holder = (holderIdentity: string) =>
    site.kubectl(
      'patch',
      'lease',
      'cdk8s-drupal-deploy',
      '--type=merge',
      '-p',
      JSON.stringify({ spec: { holderIdentity } }),
    );
  await holder('bob in https://gitlab.example.com/jobs/2');
  const { status, output } = await deploy.ended;
  expect(output).toContain('the new web did not become ready');
  expect(output).toContain('lost the lease to another deploy, which goes on; nothing was brought back');
  expect(status).toBe(4);
  expect(await site.webImage()).toBe('unready');
  await holder('');
  await site.deploy(two);
});

describe('a pipeline that was overtaken', () => {
  const older = site.version('older', { env: { GREETING: 'hello' }, release: { order: 'after' } });

  test('does not bring the past back', async () => {
    await site.deploy(two, [], { CI_PIPELINE_IID: '8', GITLAB_USER_LOGIN: 'ann' });
    const before = await stateOf(site, { job: jobOf(two) });
    for (const args of [[], ['--dry-run']]) {
      const { status, output } = await site.run('deploy', older, args, { CI_PIPELINE_IID: '7' });
      expect(output).toContain('a newer pipeline has deployed already; nothing was changed');
      expect(output).toContain('pipeline #8 of ann deployed registry.example.com/team/site:two');
      expect(output).toContain('and this is #7');
      expect(status).toBe(2);
    }
    expect(await stateOf(site, { job: jobOf(two) })).toEqual(before);
  });

  test('does so when it is told to', async () => {
    const { output } = await site.deploy(older, ['--allow-older'], { CI_PIPELINE_IID: '7' });
    expect(output).toContain(':older serves');
    expect(await site.webPods()).toEqual(['older']);
  });

  test('is refused although it began to wait before the newer one had ended', async () => {
    const newer = site.start(two, [], { CI_PIPELINE_IID: '9' });
    await newer.said(/✓ lease/);
    const { status, output } = await site.run('deploy', older, [], { CI_PIPELINE_IID: '8' });
    expect((await newer.ended).status).toBe(0);
    expect(output).toContain('waiting for');
    expect(output).toContain('a newer pipeline has deployed already');
    expect(status).toBe(2);
    expect(await site.webPods()).toEqual(['two']);
  });
});
