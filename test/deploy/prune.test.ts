import { stringify } from 'yaml';
import { KINDS, MEMBER, setId } from '../../cli/apply/apply-sets';
import { setName } from '../../lib/contract/records';
import { kubectl } from '../cluster/kubectl';
import { dataOf } from './site-state';
import { edit, TestSite } from './test-site';

const QUEUE = { commands: { queue: { drush: ['queue:run', 'mail'] as const, schedule: '1 2 3 4 *' } } };

const site = new TestSite('prune');
const withQueue = site.version('one', QUEUE);
const without = site.version('one');
let kept: Record<string, unknown>;

beforeAll(async () => {
  await site.deploy(withQueue);
  kept = await everythingKept();
});
afterAll(() => site.remove());

/** What no deploy may delete, as the objects that they are. */
async function everythingKept(): Promise<Record<string, unknown>> {
  const { items } = await site.get('statefulsets');
  const namespace = await site.get('namespace', site.namespace);
  const sets = items.map(({ metadata }: { metadata: { name: string; uid: string } }) => [
    `StatefulSet/${metadata.name}`,
    metadata.uid,
  ]);
  return { ...(await dataOf(site)), ...Object.fromEntries(sets), namespace: namespace.metadata.uid };
}

afterEach(async () => {
  expect(await everythingKept()).toEqual(kept); // whatever the test tried
});

test('what has left the manifests is deleted, and told before and after', async () => {
  const diff = await site.run('diff', without);
  expect(diff.output).toContain('- CronJob/queue');
  const dry = await site.deploy(without, ['--dry-run']);
  expect(dry.output).toContain('prune CronJob/queue');

  const { output } = await site.deploy(without);
  expect(output).toContain('cronjob.batch/queue pruned');
  expect(output).toContain('1 pruned');
  await expect(site.kubectl('get', 'cronjob', 'queue')).rejects.toThrow('not found');
  await site.kubectl('get', 'cronjob', 'cron');
});

test('what others have made in the namespace is left alone', async () => {
  await site.kubectl('create', 'configmap', 'somebodys', '--from-literal=a=b');
  await site.deploy(site.version('two'));
  await site.kubectl('get', 'configmap', 'somebodys');
});

describe('an attempt to have data deleted', () => {
  /** Deploys what must be refused before anything is changed. */
  async function refused(folder: string, reason: string | RegExp): Promise<void> {
    const { status, output } = await site.run('deploy', folder);
    expect(output).toMatch(reason);
    expect(output).toContain('nothing was changed');
    expect(status).toBe(1);
  }

  const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };

  test.each(['20-services.k8s.yaml', '40-web.k8s.yaml'])('by putting it into %s', async (file) => {
    const objects = [
      { ...claim, metadata: { name: 'mine', namespace: site.namespace }, spec },
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mine', namespace: site.namespace } },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: site.namespace } },
    ];
    for (const object of objects) {
      const folder = site.version('one');
      edit(folder, file, (text) => `${text}---\n${stringify(object)}`);
      await refused(folder, `${object.kind}/${object.metadata.name} stands in a file that is pruned`);
    }
  });

  test('by hiding it in a List', async () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mine', namespace: site.namespace } };
    const folder = site.version('one');
    edit(folder, '40-web.k8s.yaml', (text) => {
      return `${text}---\n${stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'SecretList', items: [secret] }] })}`;
    });
    await refused(folder, 'Secret/mine stands in a file that is pruned');
  });

  test('by moving the StatefulSet into the web', async () => {
    const folder = site.version('one');
    let state = '';
    edit(folder, '10-state.k8s.yaml', (text) => {
      const [first = '', ...others] = text.split('---\n');
      state = others.join('---\n');
      return first;
    });
    edit(folder, '40-web.k8s.yaml', (text) => `${text}---\n${state}`);
    await refused(folder, 'StatefulSet/mariadb stands in a file that is pruned');
  });

  test('by giving it an owner that can be pruned', async () => {
    const { metadata } = await site.get('cronjob', 'cron');
    const folder = site.version('one');
    const owner = [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'cron', uid: metadata.uid }];
    edit(folder, '10-state.k8s.yaml', (text) =>
      text.replace('\n  name: files\n', `\n  name: files\n  ownerReferences: ${JSON.stringify(owner)}\n`),
    );
    await refused(folder, 'PersistentVolumeClaim/files has an owner, and would be deleted with it');
  });

  test('by leaving it out of the manifests', async () => {
    const folder = site.version('one');
    edit(folder, '10-state.k8s.yaml', (text) => text.split('---\n')[0] ?? '');
    await site.deploy(folder);
  });

  test('by giving what is in the cluster the labels of a set', async () => {
    for (const [name, phase] of [
      ['persistentvolumeclaim/files', 'web'],
      ['statefulset/mariadb', 'web'],
      ['secret/mariadb', 'services'],
      [`namespace/${site.namespace}`, 'services'],
    ] as const)
      await site.kubectl('label', name, `${MEMBER}=${setId(phase, site.namespace)}`);
    await site.deploy(site.version('two', QUEUE));
    await site.deploy(site.version('three')); // prunes the queue
    for (const name of ['persistentvolumeclaim/files', 'statefulset/mariadb', 'secret/mariadb'])
      await site.kubectl('label', name, `${MEMBER}-`);
  });

  test.each([
    [KINDS[0], 'PersistentVolumeClaim,StatefulSet.apps,Secret,Namespace,CronJob.batch'],
    [KINDS[1], 'persistentvolumeclaims,statefulsets.apps,secrets,namespaces,cronjobs.batch'],
  ])('by listing its kind in %s of a set', async (annotation, kinds) => {
    const folder = site.version('four');
    const parent = `configmap/${setName('web')}`;
    const before = (await site.get(parent)).metadata.annotations;
    await site.kubectl('label', 'secret/mariadb', 'pvc/files', `${MEMBER}=${setId('web', site.namespace)}`);
    await site.kubectl('annotate', '--overwrite', parent, `${annotation}=${kinds}`);
    try {
      await refused(folder, /the ApplySet cdk8s-drupal-web lists \S+.*, which must never be pruned/);
    } finally {
      const value =
        before[`${annotation}`] === undefined ? `${annotation}-` : `${annotation}=${before[`${annotation}`]}`;
      await site.kubectl('annotate', '--overwrite', parent, value);
      await site.kubectl('label', 'secret/mariadb', 'pvc/files', `${MEMBER}-`);
    }
  });

  test('by doing that after the look', async () => {
    const parent = `configmap/${setName('web')}`;
    const before = (await site.get(parent)).metadata.annotations;
    const name = KINDS.find((annotation) => before[annotation] !== undefined) ?? '';
    await site.kubectl('label', 'secret/mariadb', 'pvc/files', `${MEMBER}=${setId('web', site.namespace)}`);
    const deploy = site.start(site.version('five'));
    await deploy.said(/✓ preflight/);
    const kinds = name === KINDS[0] ? 'Secret,PersistentVolumeClaim' : 'secrets,persistentvolumeclaims';
    await site.kubectl('annotate', '--overwrite', parent, `${name}=${before[name]},${kinds}`);
    const { status, output } = await deploy.ended;
    await site.kubectl('annotate', '--overwrite', parent, `${name}=${before[name]}`);
    await site.kubectl('label', 'secret/mariadb', 'pvc/files', `${MEMBER}-`);
    expect(output).toContain('the phase web cannot be pruned');
    expect(status).toBe(5);
  });

  test('by having something own it that is about to be pruned', async () => {
    await site.deploy(site.version('six', QUEUE));
    const { metadata } = await site.get('cronjob', 'queue');
    const owner = { apiVersion: 'batch/v1', kind: 'CronJob', name: 'queue', uid: metadata.uid };
    const own = (value: object) =>
      site.kubectl('patch', 'secret', 'mariadb', '--type=merge', '-p', JSON.stringify({ metadata: value }));
    await own({ ownerReferences: [owner] });
    try {
      await refused(
        site.version('six'),
        'CronJob/queue would be pruned, and Kubernetes would delete Secret/mariadb with it',
      );
    } finally {
      await own({ ownerReferences: null });
    }
  });

  test('a key for a certificate that is being issued is no data, and no label makes a claim such a key', async () => {
    await site.deploy(site.version('seven', QUEUE));
    const { metadata } = await site.get('cronjob', 'queue');
    const ownerReferences = [{ apiVersion: 'batch/v1', kind: 'CronJob', name: 'queue', uid: metadata.uid }];
    const label = { 'cert-manager.io/next-private-key': 'true' };
    await site.kubectl('create', 'secret', 'generic', 'web-tls-x7f2k', '--from-literal=tls.key=x');
    const mark = (name: string, value: object) =>
      site.kubectl('patch', ...name.split('/'), '--type=merge', '-p', JSON.stringify({ metadata: value }));
    await mark('secret/web-tls-x7f2k', { ownerReferences, labels: label });
    await mark('pvc/files', { ownerReferences, labels: label });
    try {
      await refused(site.version('seven'), 'Kubernetes would delete PersistentVolumeClaim/files with it');
    } finally {
      await mark('pvc/files', { ownerReferences: null, labels: { 'cert-manager.io/next-private-key': null } });
    }
    await site.deploy(site.version('seven'));
  });
});

test('volumes and claims of the cluster are all there', async () => {
  const volumes = JSON.parse(await kubectl(['get', 'persistentvolumes', '--output', 'json'])).items;
  const own = volumes.filter(
    ({ spec }: { spec: { claimRef: { namespace: string } } }) => spec.claimRef.namespace === site.namespace,
  );
  expect(own.map(({ status }: { status: { phase: string } }) => status.phase)).toEqual(['Bound', 'Bound']);
});
