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
  const props: Required<SolrProps & SolrPlacement> = {
    size: '20Gi',
    configset: 'solr-conf',
    image: 'example.com/solr:9.7',
    resources: { memory: '1Gi', memoryLimit: '2Gi' },
    storageClass: 'fast',
    serviceAccount: 'services',
    siteImage: 'example.com/shop:1.2.3',
    pullSecret: 'registry',
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

  test('configset, siteImage and pullSecret: the image of the site hands over the configuration', () => {
    const [copy] = pod.initContainers;
    expect(copy.image).toBe('example.com/shop:1.2.3');
    expect(copy.command[2]).toContain('cp -r /var/www/solr-conf/conf /configset/');
    expect(pod.imagePullSecrets).toStrictEqual([{ name: 'registry' }]);
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
    connectsTo: [{ kind: 'pods', application: 'solr', service: 'search', ports: [8983] }],
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
