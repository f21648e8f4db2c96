import { kubectl } from '../cluster/kubectl';
import { remove } from '../cluster/state';
import { dataOf } from './site-state';
import { TestSite } from './test-site';

const site = new TestSite('around');
const QUEUE = { commands: { queue: { drush: ['queue:run', 'mail'] as const, schedule: '1 2 3 4 *' } } };
const one = site.version('one', QUEUE);
const two = site.version('two', { env: { GREETING: 'hello' } });

const reviews: string[] = [];
afterAll(() => remove([site.namespace, ...reviews]));

describe('status', () => {
  test('of nothing says that nothing is deployed', async () => {
    const { status, output } = await site.run('status', one);
    expect(output).toContain(`there is no namespace ${site.namespace}: nothing is deployed`);
    expect(status).toBe(0);
  });

  test('tells what runs, since when, and by whom', async () => {
    await site.deploy(one, [], { GITLAB_USER_LOGIN: 'ann', CI_PIPELINE_IID: '3' });
    const { output } = await site.run('status', one);
    expect(output).toMatch(
      /registry\.example\.com\/team\/site:one serves https:\/\/\S+\.example\.com\/ since \d{4}-\S+Z, deployed by ann in pipeline #3/,
    );
    expect(output).toMatch(/Deployment\/web: ready, 1 of 1, registry\.example\.com\/team\/site:one/);
    expect(output).toMatch(/StatefulSet\/mariadb: ready, 1 of 1/);
    expect(output).toMatch(/Job\/release-one-\w{5}: Complete at/);
    expect(output).toContain('CronJob/queue: 1 2 3 4 *, last run never');
  });

  test('tells until when the certificate lasts, and what is in the way of one', async () => {
    const certificate = {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'web-tls', namespace: site.namespace },
      spec: { secretName: 'web-tls', dnsNames: ['site.example.com'], issuerRef: { name: 'letsencrypt' } },
    };
    await kubectl(['apply', '-f', '-'], JSON.stringify(certificate));
    const says = (status: object) =>
      site.kubectl(
        'patch',
        'certificate',
        'web-tls',
        '--subresource=status',
        '--type=merge',
        '-p',
        JSON.stringify({ status }),
      );
    const condition = { type: 'Ready', lastTransitionTime: '2026-11-28T09:26:00Z', reason: 'Said' };
    await says({ conditions: [{ ...condition, status: 'False', message: 'the order is "invalid"' }] });
    expect((await site.run('status', one)).output).toContain('Certificate/web-tls: NOT READY, the order is "invalid"');
    await says({ notAfter: '2027-02-26T09:26:00Z', conditions: [{ ...condition, status: 'True' }] });
    expect((await site.run('status', one)).output).toContain('Certificate/web-tls: ready until 2027-02-26T09:26:00Z');
    await site.kubectl('delete', 'certificate', 'web-tls');
  });

  test('tells what is unhealthy and why', async () => {
    await site.kubectl('set', 'image', 'deployment/web', 'drupal=registry.example.com/team/site:no-pull');
    for (const until = Date.now() + 30_000; ; ) {
      const { output } = await site.run('status', one);
      if (Date.now() < until && !output.includes('ImagePullBackOff')) continue;
      expect(output).toContain('Deployment/web: NOT READY');
      expect(output).toContain('check that the image exists');
      break;
    }
    await site.deploy(one, [], { CI_PIPELINE_IID: '3' });
  });
});

describe('diff', () => {
  test('of what is deployed shows nothing', async () => {
    const { status, output } = await site.run('diff', one);
    expect(output).toMatch(/live: nothing would change\n$/);
    expect(status).toBe(0);
  });

  test('names each object and shows each line, and changes nothing', async () => {
    const { output } = await site.run('diff', two);
    expect(output).toContain('~ Deployment/web');
    expect(output).toContain('- CronJob/queue');
    expect(output).toMatch(/\+ Job\/release-two-\w{5}/);
    expect(output).toMatch(/^-\s+image: registry\.example\.com\/team\/site:one$/m);
    expect(output).toMatch(/^\+\s+image: registry\.example\.com\/team\/site:two$/m);
    expect(await site.webPods()).toEqual(['one']);
  });

  test('is the same as what a dry run of the deploy tells', async () => {
    const diff = JSON.parse((await site.run('diff', two, ['--json'])).output);
    const dry = JSON.parse((await site.run('deploy', two, ['--dry-run', '--json'])).output);
    expect(dry.lines.slice(1).sort()).toEqual([...diff.lines].sort());
  });

  test('can be a comment of a merge request', async () => {
    const { output } = await site.run('diff', two, ['--markdown']);
    expect(output).toMatch(
      /^### \S+ live\n\nA deploy would leave 1 created, \d+ changed, 1 pruned\.\n\n\| \| object \|\n/,
    );
    expect(output).toContain('| change | `Deployment/web` |');
    expect(output).toContain('<details><summary>Deployment/web</summary>\n\n~~~diff\n');
    const same = await site.run('diff', one, ['--markdown']);
    expect(same.output).toContain('A deploy would change nothing.');
  });
});

describe('rollback', () => {
  test('where nothing served before is refused', async () => {
    const { status, output } = await site.run('rollback', one);
    expect(output).toContain('there is no earlier release to roll back to');
    expect(status).toBe(1);
  });

  test("brings the previous release's web back as it was, and says what does not come back", async () => {
    await site.deploy(two);
    await expect(site.kubectl('get', 'cronjob', 'queue')).rejects.toThrow('not found');
    const before = await dataOf(site);

    const { status, output } = await site.run('rollback', two);
    expect(output).toContain(`registry.example.com/team/site:one serves https://${site.host}/`);
    expect(output).toContain('the database was not rolled back');
    expect(status).toBe(0);
    expect(await site.webPods()).toEqual(['one']);
    await site.kubectl('get', 'cronjob', 'queue'); // it was part of that release
    expect(await dataOf(site)).toEqual(before);

    const again = await site.run('rollback', two);
    expect(again).toMatchObject({ status: 1, output: expect.stringContaining('one is known') });
  });

  test('and the newer release can be deployed again', async () => {
    await site.deploy(two);
    expect(await site.webPods()).toEqual(['two']);
  });
});

describe('destroy', () => {
  test('of an environment is refused unless its name is typed out', async () => {
    for (const args of [[], ['--environment', 'stage'], ['--volumes']]) {
      const { status, output } = await site.run('destroy', two, args);
      expect(output).toMatch(
        /live is not a review app; nothing was changed|is live, and not "stage"; nothing was changed/,
      );
      expect(output).toContain('--environment live');
      expect(status).toBe(1);
    }
    expect(await site.webPods()).toEqual(['two']);
  });

  test('keeps volumes and secrets, on which a later deploy goes on', async () => {
    const before = await dataOf(site);
    const { status, output } = await site.run('destroy', one, ['--environment', 'live']);
    expect(output).toContain(`volumes and secrets stay in the namespace ${site.namespace}`);
    expect(status).toBe(0);
    expect(await site.kubectl('get', 'all,cronjobs,ingresses,networkpolicies', '--output', 'name')).not.toMatch(
      /web|mariadb|cron/,
    );
    expect(await dataOf(site)).toEqual(before);
    await site.deploy(two);
    expect(await dataOf(site)).toEqual(before);
  });

  test('with --volumes leaves nothing', async () => {
    const { status, output } = await site.run('destroy', two, ['--environment', 'live', '--volumes']);
    expect(output).toContain(`the namespace ${site.namespace} is gone`);
    expect(status).toBe(0);
    await expect(site.kubectl('get', 'namespace', site.namespace)).rejects.toThrow('not found');
    const again = await site.run('destroy', two, ['--environment', 'live', '--volumes']);
    expect(again).toMatchObject({ status: 0, output: expect.stringContaining('nothing to do') });
  });

  test('takes a review app away without further ado', async () => {
    const { folder, namespace } = site.review('mr', '42');
    reviews.push(namespace);
    const deployed = await site.deploy(folder);
    expect(deployed.output).toContain('serves https://mr-42.review.example.com/');
    const { status } = await site.run('destroy', folder, ['--volumes']);
    expect(status).toBe(0);
    await expect(kubectl(['get', 'namespace', namespace])).rejects.toThrow('not found');
  });
});
