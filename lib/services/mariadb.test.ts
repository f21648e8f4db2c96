import { manifestsOf, namesOf, only, plainChart } from '../../test/manifests';
import { refusals } from '../../test/refusals';
import { MariaDb, type MariaDbProps } from './mariadb';
import type { ServerPlacement } from './stateful-server';

function mariadb(props: MariaDbProps & ServerPlacement = {}) {
  const chart = plainChart();
  const { binding } = new MariaDb(chart, 'db', props);
  return { chart, binding, spec: only(chart, 'StatefulSet').spec };
}

describe('without properties', () => {
  test('makes manifests that a Kubernetes engineer has read', () => {
    expect(manifestsOf(mariadb().chart)).toMatchSnapshot();
  });

  test('calls its objects by the id', () => {
    expect(namesOf(mariadb().chart)).toStrictEqual(['Service/db', 'StatefulSet/db']);
  });

  test('keeps the volume when the server goes', () => {
    expect(mariadb().spec.persistentVolumeClaimRetentionPolicy).toStrictEqual({
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    });
  });
});

test('with all properties, each has its effect', () => {
  const props: Required<MariaDbProps & ServerPlacement> = {
    size: '40Gi',
    image: 'example.com/mariadb:10.11',
    upgradeFrom: '10.6',
    resources: { memory: '2Gi' },
    settings: { max_connections: 200 },
    pod: { nodeSelector: { disk: 'ssd' } }, // the rest of it in placement.test.ts
    storageClass: 'fast',
    serviceAccount: 'services',
  };
  const { spec } = mariadb(props);
  const { serviceAccountName, containers } = spec.template.spec;
  expect(containers[0].args).toContain('--loose-max-connections=200');
  expect(spec.volumeClaimTemplates[0].spec).toStrictEqual({
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'fast',
    resources: { requests: { storage: '40Gi' } },
  });
  expect(containers[0].image).toBe('example.com/mariadb:10.11');
  expect(mariadb(props).chart.toJson()[1].metadata.annotations).toEqual({ 'cdk8s-drupal/upgrade-from': '10.6' });
  expect(spec.template.metadata.labels).toHaveProperty(['app.kubernetes.io/version'], '10.11');
  expect(containers[0].resources).toMatchObject({ requests: { memory: '2Gi' }, limits: { memory: '2Gi' } });
  expect(serviceAccountName).toBe('services');
  expect(spec.template.spec.nodeSelector).toStrictEqual({ disk: 'ssd' });
});

test('half of the reserved memory is for the buffer pool', () => {
  const { args } = mariadb({ resources: { memory: '3Gi' } }).spec.template.spec.containers[0];
  expect(args).toContain('--innodb-buffer-pool-size=1536M');
});

describe('the binding', () => {
  const { binding } = mariadb();

  test('tells Drupal where the server is, and the password as a file', () => {
    expect(binding.env).toStrictEqual({
      MYSQL_HOST: 'db',
      MYSQL_PORT: '3306',
      MYSQL_NAME: 'drupal',
      MYSQL_USER: 'drupal',
      MYSQL_PASS_FILE: '/secrets/database/password',
    });
    expect(binding.mounts).toStrictEqual([
      {
        name: 'db',
        path: '/secrets/database',
        readOnly: true,
        source: { secrets: [{ secret: 'db', keys: { password: 'password' } }] },
      },
    ]);
  });

  test('has both passwords generated', () => {
    expect(binding.secrets).toStrictEqual([
      {
        name: 'db',
        purpose: 'the database server',
        keys: { password: { from: 'generated' }, 'root-password': { from: 'generated' } },
      },
    ]);
  });

  test('opens the port of the server and no other', () => {
    expect(binding.connectsTo).toStrictEqual([
      { kind: 'pods', application: 'mariadb', instance: 'shop', service: 'db', ports: [3306] },
    ]);
  });
});

test.each([
  ['mariadb:10.11', true],
  ['mariadb:11.3-noble', true],
  [`mariadb@sha256:${'ab'.repeat(32)}`, true],
  ['mariadb:11.4', false],
  ['mariadb:11.8.2-noble', false],
  ['mariadb:12', false],
])('drush takes %s without a certificate: %s', (image, unverified) => {
  const { env } = mariadb({ image }).binding;
  const option = '--loose-skip-ssl-verify-server-cert';
  expect(env?.DRUSH_COMMAND_SQL_OPTIONS_EXTRA).toBe(unverified ? option : undefined);
  expect(env?.DRUSH_COMMAND_SQL_OPTIONS_EXTRA_DUMP).toBe(unverified ? option : undefined);
});

test('fails if properties are wrong, and says all of it at once', () => {
  const props = { size: '10', image: 'mariadb', resources: { cpu: 'x', memory: '2Gi', memoryLimit: '1Gi' }, foo: 1 };
  expect(
    refusals(() => mariadb(props as never))
      .map(({ path }) => path)
      .sort(),
  ).toStrictEqual(['foo', 'image', 'resources.cpu', 'resources.memoryLimit', 'size']);
});
