import { kubectl } from '../cluster/kubectl';
import { TestSite } from './test-site';

/** What somebody has done to a site's objects, by which a deploy or a rollback would do harm or never end. */

/** A volume that the simulated node does not take away with its claim, as no real one does before the claim has gone. */
async function provision(site: TestSite, claim: string): Promise<string> {
  const volume = `${site.namespace}-${claim}`;
  const common = { accessModes: ['ReadWriteOnce'], storageClassName: '' };
  const items = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: site.namespace, labels: labelsOf(site) } },
    {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: volume },
      spec: {
        ...common,
        capacity: { storage: '1Gi' },
        persistentVolumeReclaimPolicy: 'Delete',
        csi: { driver: 'dobs.csi.digitalocean.com', volumeHandle: volume },
        claimRef: { namespace: site.namespace, name: claim },
      },
    },
    claimOf(site, claim, volume),
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'mariadb', namespace: site.namespace },
      stringData: { password: 'kept-with-the-volume', 'root-password': 'kept-as-well' },
    },
  ];
  await kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  return volume;
}

/** By which an administrator says that a namespace is the site's, whatever is in it already. */
function labelsOf({ site, namespace }: TestSite): Record<string, string> {
  return {
    'app.kubernetes.io/instance': namespace,
    'app.kubernetes.io/part-of': site,
    'app.kubernetes.io/managed-by': 'cdk8s-drupal',
  };
}

function claimOf(site: TestSite, name: string, volumeName: string) {
  const resources = { requests: { storage: '1Gi' } };
  const spec = { accessModes: ['ReadWriteOnce'], storageClassName: '', volumeName, resources };
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace: site.namespace }, spec };
}

describe('the claim of a database, deleted by a slip', () => {
  const site = new TestSite('slip');
  const claim = 'data-mariadb-0';
  let volume = '';

  beforeAll(async () => {
    volume = await provision(site, claim);
    await site.deploy(site.version('first'));
    await site.deploy(site.version('good'));
    await site.kubectl('delete', 'persistentvolumeclaim', claim, '--wait=false');
  });
  afterAll(async () => {
    await site.remove();
    await kubectl(['delete', 'persistentvolume', volume, '--ignore-not-found', '--wait=false']);
  });

  test('is refused by deploy and rollback before a pod is restarted, which would take the data', async () => {
    const pods = await site.kubectl('get', 'pods', '-o', 'name');
    const next = site.version('next');
    for (const command of ['deploy', 'rollback']) {
      const { status, output } = await site.run(command, next);
      expect(output).toContain(`PersistentVolumeClaim/${claim} is being deleted since`);
      expect(output).toContain(
        `kubectl patch pv ${volume} --patch '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'`,
      );
      expect(output).toContain('nothing was changed');
      expect(status).toBe(1);
    }
    expect(await site.kubectl('get', 'pods', '-o', 'name')).toBe(pods);
    const { output } = await site.run('status', next);
    expect(output).toContain(`PersistentVolumeClaim/${claim} is being deleted since`);
  });

  test('comes back with its volume, as everyday.md says', async () => {
    await kubectl(['patch', 'pv', volume, '--patch', '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}']);
    await site.kubectl('scale', 'statefulset/mariadb', '--replicas=0');
    await site.kubectl('wait', '--for=delete', `persistentvolumeclaim/${claim}`, '--timeout=60s');
    await kubectl(['patch', 'pv', volume, '--type', 'merge', '--patch', '{"spec":{"claimRef":null}}']);
    await kubectl(['create', '-f', '-'], JSON.stringify(claimOf(site, claim, volume)));
    await site.deploy(site.version('next'));
    expect((await site.get('persistentvolumeclaim', claim)).spec.volumeName).toBe(volume);
    expect(await site.webImage()).toBe('next');
  });
});

test('pods that have ended hold the claim of the files, too: everyday.md has them deleted', async () => {
  const site = new TestSite('used');
  await site.deploy(site.version('good'));
  await site.kubectl('delete', 'persistentvolumeclaim', 'files', '--wait=false');
  const going = ['wait', '--for=delete', 'persistentvolumeclaim/files'];
  await site.kubectl('scale', 'deployment/web', '--replicas=0');
  await expect(site.kubectl(...going, '--timeout=10s')).rejects.toThrow('timed out');
  await site.kubectl('delete', 'jobs', '--all');
  await site.kubectl(...going, '--timeout=60s');
  await site.remove();
});

describe('a site', () => {
  const site = new TestSite('held');
  const good = site.version('good');
  const next = site.version('next');
  beforeAll(() => site.deploy(good));
  afterAll(() => site.remove());

  /** What a deploy of the next version says, which has to refuse before anything changes. */
  async function refused(): Promise<string> {
    const jobs = await site.kubectl('get', 'jobs', '-o', 'name');
    const { status, output } = await site.run('deploy', next);
    expect(output).toContain('nothing was changed');
    expect(status).toBe(1);
    expect(await site.kubectl('get', 'jobs', '-o', 'name')).toBe(jobs);
    return output;
  }

  test('whose web is paused is not released', async () => {
    await site.kubectl('rollout', 'pause', 'deployment/web');
    expect(await refused()).toContain('Deployment/web is paused');
    await site.kubectl('rollout', 'resume', 'deployment/web');
  });

  test('whose Service cannot go yet is not deployed over it', async () => {
    const finalizers = (value: string) =>
      site.kubectl('patch', 'service', 'web', '--type=merge', '--patch', `{"metadata":{"finalizers":${value}}}`);
    await finalizers('["example.com/hold"]');
    await site.kubectl('delete', 'service', 'web', '--wait=false');
    expect(await refused()).toMatch(/Service\/web is being deleted since \S+, held by example\.com\/hold/);
    await finalizers('null');
  });

  test('whose database password was restored without its value', async () => {
    const { data } = await site.get('secret', 'mariadb');
    const put = (password: string) =>
      site.kubectl('patch', 'secret', 'mariadb', '--patch', JSON.stringify({ data: { password } }));
    for (const blank of ['', 'Cg==']) {
      await put(blank);
      expect(await refused()).toContain('the value of the key "password" in the Secret "mariadb" is empty');
    }
    await put(data.password);
  });

  test('whose namespace is being deleted gets one reason for it', async () => {
    const hold = (value: string) =>
      site.kubectl('patch', 'configmap', 'deploy', '--type=merge', '--patch', `{"metadata":{"finalizers":${value}}}`);
    await hold('["example.com/hold"]');
    await kubectl(['delete', 'namespace', site.namespace, '--wait=false']);
    const { status, output } = await site.run('deploy', next);
    await hold('null');
    expect(output).toContain(`the namespace ${site.namespace} is being deleted`);
    expect(output.match(/being deleted|forbidden/g)).toHaveLength(1);
    expect(status).toBe(1);
  });
});
