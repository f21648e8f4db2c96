import type { Manifest } from '../../lib/kubernetes/manifest';
import { yamlOf } from '../../lib/synth/yaml';
import { get, kubectl, nodesAreSimulated, servedVersions } from './kubectl';
import { Release } from './release';
import { siteFolders } from './site-folders';
import { keptIn, remove, stateOf } from './state';

const served = servedVersions();
const simulated = nodesAreSimulated();
if (!simulated) console.warn('The nodes are real and the images are not: nothing here waits for pods.');
/** What needs pods that run. */
const testOfPods = simulated ? test : test.skip;

const namespaces: string[] = [];
afterAll(() => remove(namespaces));

describe.each(siteFolders())('$name', ({ first: firstFolder, second: secondFolder }) => {
  const first = new Release(firstFolder);
  const second = new Release(secondFolder);
  const { namespace } = first;
  const missing = [...new Set(first.objects.map(({ apiVersion }) => apiVersion))].filter((each) => !served.has(each));
  if (missing.length > 0) {
    test.skip(`is not tried: the cluster does not serve ${missing.join(', ')}`, () => undefined);
    return;
  }

  beforeAll(async () => {
    namespaces.push(namespace);
    await first.deploy(simulated);
  });

  test('the namespace refuses a pod with more rights than `restricted` gives', async () => {
    const privileged = pod({ securityContext: { privileged: true } });
    await expect(create(privileged, namespace)).rejects.toThrow('violates PodSecurity "restricted:latest"');
  });

  testOfPods('every pod runs as a ServiceAccount of the site, without its token', async () => {
    const { items } = await get('pods', '--namespace', namespace);
    expect(items.length).toBeGreaterThan(0);
    for (const { spec } of items) {
      expect(['drupal', 'services']).toContain(spec.serviceAccountName);
      expect(JSON.stringify(spec.volumes)).not.toContain('serviceAccountToken');
    }
  });

  testOfPods('every scheduled command completes when it is started', async () => {
    for (const name of first.names('CronJob')) {
      const job = `test-${name}`;
      await kubectl(['create', 'job', job, `--from=cronjob/${name}`, '--namespace', namespace]);
      await first.wait('--for=condition=Complete', `job/${job}`);
    }
  });

  test('a second apply changes nothing', async () => {
    const before = await stateOf(first);
    await first.apply();
    expect(await stateOf(first)).toEqual(before);
  });

  test('another image rolls out after a release of its own, and leaves databases and volumes alone', async () => {
    const before = await keptIn(namespace);
    await second.deploy(simulated);
    expect(await keptIn(namespace)).toEqual(before);

    const releases = await get('jobs', '--namespace', namespace, '--selector', 'app.kubernetes.io/component=release');
    expect(releases.items.map(({ metadata }: Manifest) => metadata.name).sort()).toEqual(
      [...first.names('Job'), ...second.names('Job')].sort(),
    );
    expect(new Set(await imagesOfWeb(namespace))).toEqual(new Set(imagesIn(second)));
  });
});

function pod(container: object): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'test' },
    spec: { containers: [{ name: 'test', image: 'example.com/test:1', ...container }] },
  };
}

async function create(object: Manifest, namespace: string): Promise<string> {
  return kubectl(['create', '--dry-run=server', '--namespace', namespace, '--filename', '-'], yamlOf([object]));
}

/** The images of the web pods that are there; of the Deployment, where pods never become ready. */
async function imagesOfWeb(namespace: string): Promise<string[]> {
  const { spec } = await get('deployment', 'web', '--namespace', namespace);
  const { items } = await get('pods', '--namespace', namespace, '--selector', 'app.kubernetes.io/component=web');
  const specs = simulated ? items.map((item: Manifest) => item.spec) : [spec.template.spec];
  return specs.map(({ containers }: Manifest['spec']) => containers[0].image);
}

function imagesIn(release: Release): string[] {
  const web = release.objects.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'web');
  return [web?.spec.template.spec.containers[0].image];
}
