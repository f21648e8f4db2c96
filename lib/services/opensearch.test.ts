import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestsOf, only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import { OpenSearch, type OpenSearchProps } from './opensearch';
import type { ServerPlacement } from './stateful-server';

function opensearch(props: OpenSearchProps & ServerPlacement = {}) {
  const chart = plainChart();
  const { binding } = new OpenSearch(chart, 'search', props);
  return { chart, binding, spec: only(chart, 'StatefulSet').spec };
}

const containerOf = (props: OpenSearchProps = {}) => opensearch(props).spec.template.spec.containers[0];

test('without properties makes manifests that a Kubernetes engineer has read', () => {
  expect(manifestsOf(opensearch().chart)).toMatchSnapshot();
});

test('with all properties makes a StatefulSet of them', () => {
  const props: Required<Omit<OpenSearchProps, 'pod'> & ServerPlacement> = {
    size: '20Gi',
    image: 'example.com/opensearch:3.5.0',
    upgradeFrom: '2.19',
    resources: { memory: '2Gi', memoryLimit: '4Gi' },
    storageClass: 'fast',
    serviceAccount: 'services',
  };
  const { chart, spec } = opensearch(props);
  const { serviceAccountName, containers } = spec.template.spec;
  expect(only(chart, 'StatefulSet').metadata.annotations).toStrictEqual({ 'cdk8s-drupal/upgrade-from': '2.19' });
  expect(serviceAccountName).toBe('services');
  expect(containers[0]).toMatchObject({
    image: 'example.com/opensearch:3.5.0',
    resources: { requests: { memory: '2Gi' }, limits: { memory: '4Gi' } },
  });
  expect(spec.volumeClaimTemplates[0].spec).toMatchObject({
    storageClassName: 'fast',
    resources: { requests: { storage: '20Gi' } },
  });
});

test.each([
  [undefined, 1024],
  [{ memoryLimit: '4Gi' }, 2048],
  [{ memory: '3Gi' }, 1536], // the limit is never below what is reserved
] as const)('of the resources %j, half of the memory limit is for the heap', (resources, heap) => {
  expect(containerOf({ resources }).env).toMatchObject([
    { name: 'OPENSEARCH_JAVA_OPTS', value: expect.stringMatching(`^-Xms${heap}m -Xmx${heap}m `) },
  ]);
});

describe('the start', () => {
  /** What the server is called with, and what is in its configuration's folder, in an image with these plugins. */
  function start(plugins: readonly string[]): { args: string[]; config: string } {
    const root = mkdtempSync(join(tmpdir(), 'opensearch-'));
    for (const folder of ['bin', 'config', ...plugins.map((name) => `plugins/${name}`)])
      mkdirSync(join(root, 'home', folder), { recursive: true });
    writeFileSync(join(root, 'home/config/opensearch.yml'), 'of the image');
    const server =
      'echo "$@"; cat "$OPENSEARCH_PATH_CONF/opensearch.yml"; echo keystore > "$OPENSEARCH_PATH_CONF/keystore"';
    writeFileSync(join(root, 'home/bin/opensearch'), `#!/bin/sh\n${server}\n`, { mode: 0o755 });
    const [command, ...args] = containerOf().command.map((part: string) =>
      part.replaceAll('/usr/share/opensearch', join(root, 'home')).replaceAll('/tmp/config', join(root, 'copy')),
    );
    const runs = [1, 2].map(() => spawnSync(command, args, { encoding: 'utf8' }));
    rmSync(root, { recursive: true });
    expect(runs.map(({ status }) => status)).toStrictEqual([0, 0]); // the second, after a restart of the container
    expect(runs[1]?.stdout).toBe(runs[0]?.stdout);
    const [called = '', config = ''] = runs[0]?.stdout.split('\n') ?? [];
    return { args: called.split(' '), config };
  }

  test('is of one server with the configuration of the image, in a folder that it may write to', () => {
    const { args, config } = start([]);
    expect(config).toBe('of the image');
    expect(args).toStrictEqual([
      '-Ediscovery.type=single-node',
      '-Enode.store.allow_mmap=false',
      '-Enetwork.host=0.0.0.0',
      '-Etransport.host=_local_',
    ]);
  });

  test('switches the plugin off that wants certificates, where the image has it: elsewhere the setting is unknown', () => {
    expect(start(['opensearch-knn', 'opensearch-security']).args).toContain('-Eplugins.security.disabled=true');
    expect(start(['opensearch-knn']).args).not.toContain('-Eplugins.security.disabled=true');
  });
});

test('the binding tells Drupal where the server is', () => {
  expect(opensearch().binding).toStrictEqual({
    env: { OPENSEARCH_URL: 'http://search:9200' },
    connectsTo: [{ kind: 'pods', application: 'opensearch', instance: 'shop', service: 'search', ports: [9200] }],
    backup: { kind: 'none' },
  });
});

test('fails if properties are wrong, and says all of it at once', () => {
  const props = { size: 5, configset: 'conf', image: 'opensearchproject/opensearch:latest' };
  expect(
    refusals(() => opensearch(props as never))
      .map(({ path }) => path)
      .sort(),
  ).toStrictEqual(['configset', 'image', 'size']);
});
