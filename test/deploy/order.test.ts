import { stateOf } from './site-state';
import { TestSite } from './test-site';
import { jobOf } from './versions';

const site = new TestSite('order', { commands: { queue: { drush: ['queue:run', 'mail'], schedule: '1 2 3 4 *' } } });
const good = site.version('good');

beforeAll(() => site.deploy(good));
afterAll(() => site.remove());

/** Whether each CronJob is suspended. */
async function suspended(): Promise<Record<string, boolean>> {
  const { items } = await site.get('cronjobs');
  return Object.fromEntries(
    items.map(({ metadata, spec }: { metadata: { name: string }; spec: { suspend: boolean } }) => [
      metadata.name,
      spec.suspend,
    ]),
  );
}

const RUNS = { cron: false, queue: false };
const SUSPENDED = { cron: true, queue: true };

test('before: a web is not touched when its release fails', async () => {
  const { status, output } = await site.run('deploy', site.version('exit-1', { release: { order: 'before' } }));
  expect(output).toContain("if pages answer 503, it was killed in Drupal's maintenance mode");
  expect(status).toBe(3);
  expect(await site.webPods()).toEqual(['good']);
});

test('after: the web is there when its release fails, and the message says so', async () => {
  const { status, output } = await site.run('deploy', site.version('exit-1', { release: { order: 'after' } }));
  expect(output).toContain('the release failed; the web has the new image already');
  expect(status).toBe(3);
  expect(await site.webPods()).toEqual(['exit-1']);
  await site.deploy(good);
});

describe('after: a release that was killed in maintenance mode', () => {
  const order = { release: { order: 'after' as const } };
  const killed = site.version('exit-1-killed', order);
  const COMMAND = `kubectl -n ${site.namespace} exec deploy/web -- drush state:set system.maintenance_mode 0`;

  beforeAll(async () => {
    await site.deploy(good);
    expect((await site.run('deploy', killed)).status).toBe(3);
  });
  afterAll(() => site.deploy(good));

  test('does not keep the same release from running again, whose end the web waits for', async () => {
    const { metadata } = (await site.get('pods', '-l', 'app.kubernetes.io/component=web')).items[0];
    const conditions = [{ type: 'Ready', status: 'False' }];
    const unready = JSON.stringify({ status: { conditions } });
    await site.kubectl('patch', 'pod', metadata.name, '--subresource=status', '--patch', unready);
    const { status, output } = await site.run('deploy', killed, ['--timeout', '20s']);
    expect(output).toContain('✓ web, not waiting');
    expect(output).toContain('the release failed; the web has the new image already');
    expect(status).toBe(3);
  });

  test('is named where another web does not become ready, with the command that ends the mode', async () => {
    const { status, output } = await site.run('deploy', site.version('unready', order), ['--timeout', '20s']);
    expect(output).toContain(`job/${jobOf(killed)} failed before, and may have left Drupal in maintenance mode`);
    expect(output).toContain(COMMAND);
    expect(status).toBe(4);
  });
});

test('after: a web that cannot be pulled goes back, and its release does not run', async () => {
  const folder = site.version('no-pull', { release: { order: 'after' } });
  const { status, output } = await site.run('deploy', folder);
  expect(output).toContain('check that the image exists');
  expect(output).toContain('went back to registry.example.com/team/site:good, which serves');
  expect(status).toBe(4);
  expect(await site.webPods()).toEqual(['good']);
  await expect(site.kubectl('get', 'job', jobOf(folder))).rejects.toThrow('not found');
});

describe('maintenance', () => {
  const order = { release: { order: 'maintenance' as const } };

  test('scheduled commands are suspended while the release runs, and go on after it', async () => {
    const folder = site.version('one', order);
    const deploy = site.start(folder);
    await deploy.said(/✓ suspend cron/);
    expect(await suspended()).toEqual(SUSPENDED);
    expect((await deploy.ended).status).toBe(0);
    expect(await suspended()).toEqual(RUNS);
  });

  test('they stay suspended after a release that failed half-way, until a deploy succeeds', async () => {
    const { status, output } = await site.run('deploy', site.version('exit-1', order));
    expect(output).toContain('✓ suspend cron');
    expect(output).toContain(
      `cron stays suspended until a deploy succeeds, or somebody has looked: kubectl -n ${site.namespace} patch CronJob/cron CronJob/queue --patch '{"spec":{"suspend":false}}'`,
    );
    expect(status).toBe(3);
    expect(await suspended()).toEqual(SUSPENDED);
    expect(await site.webPods()).toEqual(['one']);

    const mended = await site.run('deploy', site.version('no-pull', order)); // which never begins
    expect(mended.output).toContain('cron stays suspended until a deploy succeeds');
    expect(await suspended()).toEqual(SUSPENDED);
    await site.deploy(site.version('one', order));
    expect(await suspended()).toEqual(RUNS);
  });

  test('they go on after a release that never began', async () => {
    const { status } = await site.run('deploy', site.version('no-pull', order));
    expect(status).toBe(3);
    expect(await suspended()).toEqual(RUNS);
  });

  test('they go on when the deploy is asked to end, which lets go of the lease', async () => {
    const deploy = site.start(site.version('two', order));
    await deploy.said(/✓ services/);
    deploy.process.kill('SIGTERM');
    const { status, output } = await deploy.ended;
    expect(output).toContain('stopped by SIGTERM');
    expect(status).toBe(5);
    expect(await suspended()).toEqual(RUNS);
    expect((await site.get('lease', 'cdk8s-drupal-deploy')).spec.holderIdentity).toBeFalsy();
  });

  test('they stay suspended beside a release that goes on', async () => {
    await site.leaveRelease('release-earlier');
    const { status, output } = await site.run('deploy', site.version('two', order), ['--timeout', '10s']);
    expect(output).toContain('cron stays suspended, since job/release-earlier goes on; the next deploy resumes it');
    expect(status).toBe(3);
    expect(await suspended()).toEqual(SUSPENDED);
    await site.kubectl('delete', 'job', 'release-earlier');
    await site.deploy(site.version('two', order));
    expect(await suspended()).toEqual(RUNS);
  });

  test('after a kill the next deploy resumes them', async () => {
    const folder = site.version('three', order);
    const deploy = site.start(folder);
    await deploy.said(/✓ suspend cron/);
    process.kill(-(deploy.process.pid ?? 0), 'SIGKILL');
    await deploy.ended;
    expect(await suspended()).toEqual(SUSPENDED);
    expect((await site.run('status', folder)).output).toContain('CronJob/cron: 7 3 1 1 *, suspended');

    const { output } = await site.deploy(folder); // waits until the lease of the killed one has expired
    expect(output).toMatch(/waiting for .*, who is deploying/);
    expect(await suspended()).toEqual(RUNS);
    const state = await stateOf(site, { job: jobOf(folder) });
    expect((await site.deploy(folder)).output).toContain('nothing to change');
    expect(await stateOf(site, { job: jobOf(folder) })).toEqual(state);
  });
});
