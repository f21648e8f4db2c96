import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestsOf, only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import { Solr, type SolrPlacement, type SolrProps } from './solr';

function solr(props: SolrProps & SolrPlacement = {}) {
  const chart = plainChart();
  const { binding } = new Solr(chart, 'search', props);
  return { chart, binding, spec: only(chart, 'StatefulSet').spec };
}

describe('without properties', () => {
  test('makes manifests that a Kubernetes engineer has read', () => {
    expect(manifestsOf(solr().chart)).toMatchSnapshot();
  });

  test('serves a core with the configuration of Solr', () => {
    const { containers, initContainers } = solr().spec.template.spec;
    expect(containers[0].args).toStrictEqual(['solr-precreate', 'drupal']);
    expect(initContainers).toBeUndefined();
  });
});

describe('with all properties', () => {
  const props: Required<Omit<SolrProps, 'pod' | 'cores'> & SolrPlacement> = {
    size: '20Gi',
    configset: 'solr-conf',
    image: 'example.com/solr:9.7',
    upgradeFrom: '8.11',
    resources: { memory: '1Gi', memoryLimit: '2Gi' },
    storageClass: 'fast',
    serviceAccount: 'services',
    siteImage: 'example.com/shop:1.2.3',
    pullSecret: 'registry',
    servicesPullSecret: 'mirror',
  };
  const { spec, chart } = solr(props);
  const pod = spec.template.spec;

  test('makes a StatefulSet that a Kubernetes engineer has read', () => {
    expect(only(chart, 'StatefulSet').spec).toMatchSnapshot();
  });

  test('size and storageClass', () => {
    expect(spec.volumeClaimTemplates[0].spec).toMatchObject({
      storageClassName: 'fast',
      resources: { requests: { storage: '20Gi' } },
    });
  });

  test('image, resources and serviceAccount', () => {
    expect(pod.containers[0]).toMatchObject({
      image: 'example.com/solr:9.7',
      resources: { requests: { memory: '1Gi' }, limits: { memory: '2Gi' } },
    });
    expect(pod.serviceAccountName).toBe('services');
  });

  test('configset, siteImage and the pull secrets: the image of the site hands over the configuration', () => {
    const [copy] = pod.initContainers;
    expect(copy.image).toBe('example.com/shop:1.2.3');
    expect(copy.command[2]).toContain('cp -r /var/www/solr-conf/conf /configset/');
    expect(pod.imagePullSecrets).toStrictEqual([{ name: 'registry' }, { name: 'mirror' }]);
  });
});

describe('the start with a configset', () => {
  const [, , start] = solr({ configset: 'solr-conf', siteImage: 'example.com/shop:1' }).spec.template.spec.containers[0]
    .args;

  /** What the server is told of modules, in an image that has these folders of them. */
  function modules(folders: readonly string[], env: Record<string, string> = {}): string {
    const root = mkdtempSync(join(tmpdir(), 'solr-'));
    for (const name of folders) mkdirSync(join(root, 'opt/solr/modules', name), { recursive: true });
    const script = start.replaceAll('/opt/solr', join(root, 'opt/solr')).replace(/exec .*$/, 'printenv SOLR_MODULES');
    const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8', env: { PATH: process.env.PATH, ...env } });
    rmSync(root, { recursive: true });
    return stdout.trim();
  }

  test('uses the modules that Search API Solr’s configuration needs', () => {
    const all = ['analysis-extras', 'clustering', 'extraction', 'langid', 'ltr'];
    expect(modules(all)).toBe('extraction,langid,ltr,analysis-extras');
    expect(modules(all, { SOLR_MODULES: 'clustering' })).toBe('clustering,extraction,langid,ltr,analysis-extras');
  });

  test('names no module that the image lacks, which would keep Solr from starting', () => {
    expect(modules(['ltr'])).toBe('ltr');
    expect(modules([])).toBe('');
  });
});

test('a configset may be an absolute path', () => {
  const { spec } = solr({ configset: '/opt/conf', siteImage: 'example.com/shop:1' });
  expect(spec.template.spec.initContainers[0].command[2]).toContain('cp -r /opt/conf/conf /configset/');
});

test('has no pull secret where nothing of the site is pulled', () => {
  expect(solr({ pullSecret: 'registry' }).spec.template.spec).not.toHaveProperty('imagePullSecrets');
});

test('the binding tells Drupal where the server is', () => {
  expect(solr().binding).toStrictEqual({
    env: { SOLR_HOST: 'search', SOLR_PORT: '8983', SOLR_CORE: 'drupal' },
    connectsTo: [{ kind: 'pods', application: 'solr', instance: 'shop', service: 'search', ports: [8983] }],
    backup: { kind: 'none' },
  });
});

test('fails if a configset is named without the image that carries it', () => {
  expect(refusals(() => solr({ configset: 'solr-conf' }))).toMatchObject([{ path: 'siteImage' }]);
});

test('fails if properties are wrong, and says all of it at once', () => {
  const props = { size: 5, configset: 'a b', image: 'solr:latest', foo: 1 };
  expect(
    refusals(() => solr(props as never))
      .map(({ path }) => path)
      .sort(),
  ).toStrictEqual(['configset', 'foo', 'image', 'siteImage', 'size']);
});
