import { kubectl } from '../cluster/kubectl';
import { remove } from '../cluster/state';
import { edit, TestSite } from './test-site';

/** The variables of a job of a project. */
const project = (id: number, path: string) => ({
  CI_SERVER_HOST: 'gitlab.example.com',
  CI_PROJECT_ID: String(id),
  CI_PROJECT_PATH: path,
});
const SHOP = project(12, 'team/shop');
const COPY = project(34, 'someone/copy-of-shop');
const QUEUE = { commands: { queue: { drush: ['queue:run', 'mail'] as [string, string], schedule: '1 2 3 4 *' } } };

/** Everything in a namespace, by kind and name. */
async function allIn(namespace: string): Promise<string> {
  const kinds =
    'all,cronjobs,configmaps,secrets,persistentvolumeclaims,ingresses,networkpolicies,leases,serviceaccounts';
  return kubectl(['--namespace', namespace, 'get', kinds, '--output', 'name']);
}

async function makeNamespace(name: string, labels: Readonly<Record<string, string>> = {}): Promise<void> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
  await kubectl(['apply', '--filename', '-'], JSON.stringify(namespace));
}

/** What an administrator makes a namespace with: docs/deployer.yaml. */
const labelsOf = ({ namespace }: TestSite) => ({
  'app.kubernetes.io/instance': namespace,
  'app.kubernetes.io/part-of': namespace.replace(/-live$/, ''),
  'app.kubernetes.io/managed-by': 'cdk8s-drupal',
});

/** Somebody else's program. */
const STRANGER = ['create', 'deployment', 'web', '--image=registry.example.com/other/program:1'];

describe('a second project with the same site and environment', () => {
  const site = new TestSite('owned');
  const one = site.version('one');
  afterAll(() => site.remove());

  test('is refused from the first apply on, also where no release ever succeeded', async () => {
    const failed = await site.run('deploy', site.version('exit-1'), [], SHOP);
    expect(failed.status).toBe(3);
    const before = await allIn(site.namespace);
    const { status, output } = await site.run('deploy', site.version('theirs'), [], COPY);
    expect(output).toContain(
      `the namespace ${site.namespace} belongs to the project team/shop (gitlab.example.com/12), and this is the project someone/copy-of-shop (gitlab.example.com/34)`,
    );
    expect(output).toContain('deploy with --take-over gitlab.example.com/12');
    expect(output).toContain('nothing was changed');
    expect(status).toBe(1);
    expect(await allIn(site.namespace)).toBe(before);
  });

  test('changes nothing by any other command', async () => {
    await site.deploy(one, [], SHOP);
    await site.deploy(site.version('two'), [], SHOP);
    const before = await allIn(site.namespace);
    for (const [command, ...args] of [['rollback'], ['destroy', '--environment', 'live', '--volumes']] as const) {
      const { status, output } = await site.run(command, one, args, COPY);
      expect(output).toContain('live is not here; nothing was changed');
      expect(status).toBe(1);
    }
    expect(await allIn(site.namespace)).toBe(before);
    expect(await site.webImage()).toBe('two');
  });

  test('is refused where an earlier version deployed, which wrote no record', async () => {
    await site.kubectl('delete', 'configmap', 'cdk8s-drupal-owner');
    expect((await site.run('deploy', one, [], COPY)).status).toBe(1);
    await expect(site.kubectl('get', 'configmap', 'cdk8s-drupal-owner')).rejects.toThrow('not found');
    await site.deploy(one, [], SHOP);
    await site.kubectl('get', 'configmap', 'cdk8s-drupal-owner');
  });

  test('is told from the same project under another path, and from a person’s own machine', async () => {
    await site.deploy(site.version('moved'), [], project(12, 'new-team/shop'));
    expect((await site.get('configmap', 'cdk8s-drupal-owner')).data).toMatchObject({ path: 'new-team/shop' });
    const { output } = await site.deploy(site.version('by-hand'));
    expect(output).toContain('belongs to the project new-team/shop (gitlab.example.com/12)');
    expect((await site.get('configmap', 'cdk8s-drupal-owner')).data).toMatchObject({
      project: 'gitlab.example.com/12',
    });
  });

  test('takes over if that is typed out, and not if another project is', async () => {
    const theirs = site.version('theirs');
    expect((await site.run('deploy', theirs, ['--take-over', 'gitlab.example.com/99'], COPY)).status).toBe(1);
    await site.deploy(theirs, [], { ...COPY, CDK8S_DRUPAL_TAKE_OVER: 'new-team/shop' });
    expect(await site.webImage()).toBe('theirs');
    const { status, output } = await site.run('deploy', one, [], SHOP);
    expect({ status, output }).toMatchObject({ status: 1, output: expect.stringContaining('copy-of-shop') });
  });
});

describe('a namespace of somebody else', () => {
  test('that belongs to the cluster is refused by its name', async () => {
    const site = new TestSite('reserved');
    const folder = site.version('one');
    for (const file of ['00-namespace', '10-state', '20-services', '30-release', '40-web'])
      edit(folder, `${file}.k8s.yaml`, (text) => text.replaceAll(site.namespace, 'kube-public'));
    const before = await allIn('kube-public');
    for (const [command, ...args] of [
      ['deploy'],
      ['rollback'],
      ['destroy', '--environment', 'live', '--volumes'],
    ] as const) {
      const { status, output } = await site.run(command, folder, args);
      expect(output).toContain('the namespace kube-public is reserved');
      expect(status).toBe(1);
    }
    expect(await allIn('kube-public')).toBe(before);
  });

  test.each(['unlabelled', 'made by an administrator for the site'])(
    'that is in use and %s survives a destroy of a site that was never there',
    async (what) => {
      const site = new TestSite('never-there');
      const folder = site.version('one');
      await makeNamespace(site.namespace, what === 'unlabelled' ? {} : labelsOf(site));
      await site.kubectl(...STRANGER);
      await site.kubectl('create', 'configmap', 'deploy', '--from-literal=plan.json={"environment":"live"}');
      const before = await site.get('deployment', 'web');
      const { status, output } = await site.run('destroy', folder, ['--environment', 'live', '--volumes']);
      expect(output).toContain(`live of ${site.namespace.replace(/-live$/, '')} was ever deployed there`);
      expect(output).toMatch(/cluster https:\/\/\S+, context \S+, namespace/);
      expect(status).toBe(1);
      expect((await site.get('deployment', 'web')).metadata.uid).toBe(before.metadata.uid);
      const deployed = await site.run('deploy', folder);
      expect(deployed.output).toContain(
        what === 'unlabelled' ? 'is in use, by ConfigMap/deploy, Deployment/web' : 'Deployment/web is there already',
      );
      expect(deployed.status).toBe(1);
      expect((await site.get('deployment', 'web')).metadata.generation).toBe(before.metadata.generation);
      await site.remove();
    },
  );

  test('that was made for another site is refused', async () => {
    const site = new TestSite('other-site');
    await makeNamespace(site.namespace, { ...labelsOf(site), 'app.kubernetes.io/part-of': 'blog' });
    const { status, output } = await site.run('deploy', site.version('one'));
    expect(output).toContain('was made for the site blog');
    expect(status).toBe(1);
    await site.remove();
  });

  test('is none if it is empty, but for what the site was told to find there', async () => {
    const site = new TestSite('adopted');
    await makeNamespace(site.namespace);
    await site.kubectl('create', 'secret', 'generic', 'site', '--from-literal=payment-key=x');
    await site.deploy(site.version('one'));
    await site.remove();
  });
});

describe('what is not the site’s in its own namespace', () => {
  const site = new TestSite('shared');
  const folder = site.version('one');
  beforeAll(() => site.deploy(folder));
  afterAll(() => site.remove());

  test('is not overwritten, although it has the name of something new', async () => {
    await site.kubectl('create', 'cronjob', 'queue', '--image=example.com/theirs:1', '--schedule=1 1 1 1 *');
    const { status, output } = await site.run('deploy', site.version('two', QUEUE));
    expect(output).toContain("CronJob/queue is there already and does not carry this site's labels");
    expect(status).toBe(1);
    expect(await site.webImage()).toBe('one');
  });

  test('keeps --volumes from anything, and is named', async () => {
    const before = await allIn(site.namespace);
    const { status, output } = await site.run('destroy', folder, ['--environment', 'live', '--volumes']);
    expect(output).toContain('it has what does not belong to live');
    expect(output).toContain('CronJob/queue');
    expect(status).toBe(1);
    expect(await allIn(site.namespace)).toBe(before);
  });

  test('outlives a destroy of manifests that have something of this name', async () => {
    const { status, output } = await site.run('destroy', site.version('two', QUEUE), ['--environment', 'live']);
    expect(output).toContain("CronJob/queue stays: it does not carry this site's labels");
    expect(status).toBe(0);
    await site.kubectl('get', 'cronjob', 'queue');
    await expect(site.kubectl('get', 'deployment', 'web')).rejects.toThrow('not found');
    await site.kubectl('delete', 'cronjob', 'queue');
    const gone = await site.run('destroy', folder, ['--environment', 'live', '--volumes']);
    expect(gone).toMatchObject({ status: 0, output: expect.stringContaining('is gone') });
  });
});

test('the clean-up of a merge request leaves a permanent environment of the same name alone', async () => {
  const site = new TestSite('permanent');
  const { folder, namespace } = site.review('one', '42');
  edit(folder, '00-namespace.k8s.yaml', (text) => text.replace('"isReview": true', '"isReview": false'));
  try {
    await site.deploy(folder);
    const review = site.review('two', '42');
    const { status, output } = await site.run('destroy', review.folder, ['--volumes']);
    expect(output).toContain('belongs to a permanent environment, and this is the review app of a merge request');
    expect(status).toBe(1);
    const wrong = await site.run('deploy', review.folder, [], { CI_MERGE_REQUEST_IID: '43' });
    expect(wrong).toMatchObject({ status: 1 });
    await kubectl(['--namespace', namespace, 'get', 'deployment', 'web']);
  } finally {
    await remove([namespace]);
  }
});
