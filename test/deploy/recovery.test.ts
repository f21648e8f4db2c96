import { setTimeout } from 'node:timers/promises';
import { Cache, Database, Files, Search } from 'cdk8s-drupal';
import { recordOf, releasesIn } from '../../cli/history/release-record';
import { RECORD } from '../../lib/contract/records';
import { kubectl } from '../cluster/kubectl';
import { TestSite } from './test-site';
import { jobOf } from './versions';

/** What a person does at night: something is broken already, and a deploy or a rollback has to mend it. */

describe('a service leaves the manifests', () => {
  const site = new TestSite('leaves');
  const cached = site.version('good', { cache: Cache.redis() });
  afterAll(() => site.remove());

  const policy = async () => JSON.stringify((await site.get('networkpolicy', 'drupal')).spec.egress);
  const hasCache = async () => [await site.kubectl('get', 'deployment,service', '-o', 'name'), await policy()].join();

  test('it stays, and may be called, while the old web needs it', async () => {
    await site.deploy(cached);
    const { status } = await site.run('deploy', site.version('exit-1'));
    expect(status).toBe(3);
    expect(await site.webImage()).toBe('good');
    for (const name of ['deployment.apps/redis', 'service/redis', '6379']) expect(await hasCache()).toContain(name);
  });

  test('it goes once the new web is there', async () => {
    await site.deploy(site.version('lean'));
    for (const name of ['redis', '6379']) expect(await hasCache()).not.toContain(name);
  });

  test('a rollback brings it back with the web that needs it', async () => {
    const { status } = await site.run('rollback', cached);
    expect(status).toBe(0);
    expect(await site.webImage()).toBe('good');
    for (const name of ['deployment.apps/redis', 'service/redis', '6379']) expect(await hasCache()).toContain(name);
  });
});

describe('a search server that the image configures', () => {
  const site = new TestSite('search', { search: Search.solr({ size: '1Gi', configset: 'solr-conf' }) });
  const good = site.version('good');
  beforeAll(() => site.deploy(good));
  afterAll(() => site.remove());

  const configuredBy = async () =>
    (await site.get('statefulset', 'solr')).spec.template.spec.initContainers[0].image.replace(/.*:/, '');

  test('goes back with the web whose successor could not be released', async () => {
    const { status, output } = await site.run('deploy', site.version('exit-1'));
    expect(status).toBe(3);
    expect(output).toContain('restored StatefulSet/solr as of registry.example.com/team/site:good');
    expect([await site.webImage(), await configuredBy()]).toEqual(['good', 'good']);
  });

  test('goes back with the web whose successor did not become ready', async () => {
    const { status } = await site.run('deploy', site.version('unready'), ['--timeout', '20s']);
    expect(status).toBe(4);
    expect([await site.webImage(), await configuredBy()]).toEqual(['good', 'good']);
  });

  test('stays with a new web whose release failed after it, and comes back by a rollback', async () => {
    const { output } = await site.run('deploy', site.version('exit-1', { release: { order: 'after' } }));
    expect(output).not.toContain('went back');
    expect([await site.webImage(), await configuredBy()]).toEqual(['exit-1', 'exit-1']);
    expect((await site.run('rollback', good)).status).toBe(0);
    expect([await site.webImage(), await configuredBy()]).toEqual(['good', 'good']);
    await site.deploy(good);
    expect((await site.deploy(good)).output).toContain('nothing to change');
  });
});

describe('a database whose passwords were lost', () => {
  const site = new TestSite('lost');
  const good = site.version('good');
  beforeAll(() => site.deploy(good));
  afterAll(() => site.remove());

  test('gets no new ones, which would lock the site out of it', async () => {
    const secret = await site.kubectl('get', 'secret', 'mariadb', '-o', 'yaml');
    await site.kubectl('delete', 'secret', 'mariadb');
    const { status, output } = await site.run('deploy', site.version('next'));
    expect(output).toContain(
      'there is no Secret "mariadb" with the key "password", and what is in the claim "data-mariadb-0" knows only the one that it had',
    );
    expect(status).toBe(1);
    await expect(site.kubectl('get', 'secret', 'mariadb')).rejects.toThrow('not found');
    await kubectl(['create', '-f', '-'], secret.replace(/^ {2}(resourceVersion|uid):.*\n/gm, ''));
    await site.deploy(site.version('next'));
  });
});

describe('a release', () => {
  const site = new TestSite('alone');
  const good = site.version('good');
  const other = site.version('other');

  beforeAll(() => site.deploy(good));
  afterAll(() => site.remove());

  const uid = async () => (await site.get('job', jobOf(good))).metadata.uid;

  test('that another release has followed runs again when it is deployed again', async () => {
    const first = await uid();
    await site.deploy(other);
    await site.deploy(good);
    expect(await uid()).not.toBe(first);
  });

  test('that never started is taken away, so that it does not start beside another', async () => {
    const unpullable = site.version('no-pull');
    const killed = site.start(unpullable);
    await killed.said(/✓ services/);
    for (const until = Date.now() + 20_000; Date.now() < until; ) {
      if ((await site.kubectl('get', 'job', jobOf(unpullable), '--ignore-not-found')).trim() !== '') break;
    }
    process.kill(-(killed.process.pid ?? 0), 'SIGKILL');
    await killed.ended;
    await site.kubectl('get', 'job', jobOf(unpullable));

    const { output } = await site.deploy(other);
    expect(output).toContain(`job/${jobOf(unpullable)} is still at work, left by an earlier deploy`);
    await expect(site.kubectl('get', 'job', jobOf(unpullable))).rejects.toThrow('not found');
  });

  test('does not begin while an earlier one is at work', async () => {
    await site.leaveRelease('release-earlier');
    const third = site.version('third');
    const { status, output } = await site.run('deploy', third, ['--timeout', '15s']);
    expect(output).toContain('an earlier release is still at work; nothing of this one has run');
    expect(output).toContain('job/release-earlier did not finish in time');
    expect(status).toBe(3);
    await expect(site.kubectl('get', 'job', jobOf(third))).rejects.toThrow('not found');
    await site.kubectl('delete', 'job', 'release-earlier');
    await site.deploy(third);
  });
});

describe('rollback', () => {
  const site = new TestSite('astray');
  const good = site.version('good');

  beforeAll(() => site.deploy(good));
  afterAll(() => site.remove());

  test('from a web whose release failed goes to the one that served last, and forgets nothing', async () => {
    expect((await site.run('deploy', site.version('exit-1', { release: { order: 'after' } }))).status).toBe(3);
    expect(await site.webImage()).toBe('exit-1');
    const { status, output } = await site.run('rollback', good);
    expect(output).toContain('registry.example.com/team/site:good serves');
    expect(output).not.toContain('is forgotten');
    expect(status).toBe(0);
    expect(await site.webImage()).toBe('good');
    expect((await site.run('rollback', good)).output).toContain('one is known');
  });

  test('after a release that failed before the web was touched is refused', async () => {
    await site.deploy(site.version('newer'));
    const failing = site.version('exit-1');
    expect((await site.run('deploy', failing)).status).toBe(3);
    const { status, output } = await site.run('rollback', failing);
    expect(output).toContain('site:newer serves, as before the deploy that failed; nothing was changed');
    expect(output).toContain(`kubectl -n ${site.namespace} delete job ${jobOf(failing)}`);
    expect(status).toBe(1);
    expect(await site.webPods()).toEqual(['newer']);
    await site.kubectl('delete', 'job', jobOf(failing));
  });

  test('to a web that does not come back leaves the one that serves', async () => {
    const releases = releasesIn(await site.get('configmap', RECORD.releases));
    const web = releases[1]?.web.find(({ kind }) => kind === 'Deployment');
    web && Object.assign(web.spec.template.spec.containers[0], { image: 'registry.example.com/team/site:no-pull' });
    const record = recordOf(releases)?.configMap;
    await site.kubectl(
      'patch',
      'configmap',
      RECORD.releases,
      '--type=merge',
      '-p',
      JSON.stringify({ binaryData: record?.binaryData }),
    );
    const { status, output } = await site.run('rollback', good);
    expect(output).toContain('went back to registry.example.com/team/site:newer, which serves');
    expect(status).toBe(4);
    expect(await site.webPods()).toEqual(['newer']);
  });
});

describe('what is broken already', () => {
  const site = new TestSite('broken', { files: Files.nfs({ server: '10.9.9.9', path: '/site' }), replicas: 3 });
  beforeAll(() => site.deploy(site.version('mended')));
  afterAll(() => site.remove());

  test('a database whose image cannot be pulled is replaced by a mended one', async () => {
    const image = 'registry.example.com/no-pull/mariadb:11.4';
    const bad = site.version('mended', { database: Database.mariadb({ size: '1Gi', image }) });
    const { status, output } = await site.run('deploy', bad);
    expect(output).toContain('the databases did not become ready; the web is as it was');
    expect(status).toBe(5);
    await site.deploy(site.version('mended'));
    expect((await site.get('statefulset', 'mariadb')).status.readyReplicas).toBe(1);
  });

  test('a web that rolls can be one whose old pods end first, and back', async () => {
    const strategy = async () => (await site.get('deployment', 'web')).spec.strategy.type;
    await site.deploy(site.version('mended', { release: { order: 'maintenance' } }));
    expect(await strategy()).toBe('Recreate');
    await site.deploy(site.version('mended'));
    expect(await strategy()).toBe('RollingUpdate');
  });

  test('an autoscaler takes over the number of pods that there are', async () => {
    const replicas = async () => (await site.get('deployment', 'web')).spec.replicas;
    const scaled = site.version('scaled', { replicas: undefined, autoscaling: { minReplicas: 2, maxReplicas: 6 } });
    const unmeasured = /HorizontalPodAutoscaler\/web does not scale, .*metrics-server/; // as here
    expect((await site.deploy(scaled)).output).toMatch(unmeasured);
    expect((await site.run('status', scaled)).output).toMatch(unmeasured);
    expect(await replicas()).toBe(3);
    await site.deploy(site.version('scaled'));
    expect(await replicas()).toBe(3);
  });

  test('a volume of Files.nfs that has outlived its namespace is told, and what the message says gets the site going', async () => {
    const folder = site.version('mended');
    const { volumeName } = (await site.get('persistentvolumeclaim', 'files')).spec;
    await kubectl(['delete', 'namespace', site.namespace]);
    await kubectl(['wait', '--for=jsonpath={.status.phase}=Released', `persistentvolume/${volumeName}`]);
    const { status, output } = await site.run('deploy', folder);
    expect(status).toBe(1);
    const [command = ''] = /kubectl delete persistentvolume [^\s)]+/.exec(output) ?? [];
    expect(command).toContain(volumeName);
    await kubectl(command.split(' ').slice(1));
    await site.deploy(folder);
  });
});

describe('destroy', () => {
  const site = new TestSite('ending');
  const folder = site.version('good');
  const args = ['--environment', 'live', '--volumes'];

  test('of what is being deleted already waits for its end, as long as there is time', async () => {
    await kubectl(['create', 'namespace', site.namespace]);
    await site.kubectl('create', 'configmap', 'stuck');
    const patch = (finalizers: readonly string[] | null) =>
      site.kubectl('patch', 'configmap', 'stuck', '--type=merge', '-p', JSON.stringify({ metadata: { finalizers } }));
    await patch(['example.com/stuck']);
    await kubectl(['delete', 'namespace', site.namespace, '--wait=false']);

    const late = await site.run('destroy', folder, [...args, '--timeout', '2s']);
    expect(late).toMatchObject({ status: 5, output: expect.stringContaining('timed out waiting') });
    const waiting = site.run('destroy', folder, args);
    await setTimeout(5000);
    await patch(null);
    const { status, output } = await waiting;
    expect(output).toContain(`the namespace ${site.namespace} is gone`);
    expect(status).toBe(0);
  });
});
