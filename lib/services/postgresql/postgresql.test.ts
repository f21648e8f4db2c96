import { manifestsOf, namesOf, only, plainChart } from '../../../test/manifests';
import { refusals } from '../../../test/refusals';
import type { ServerPlacement } from '../stateful-server';
import { PostgreSql, type PostgreSqlProps } from './postgresql';

function postgresql(props: PostgreSqlProps & ServerPlacement = {}) {
  const chart = plainChart();
  const { binding } = new PostgreSql(chart, 'db', props);
  return { chart, binding, spec: only(chart, 'StatefulSet').spec };
}

describe('without properties', () => {
  test('makes manifests that a Kubernetes engineer has read', () => {
    expect(manifestsOf(postgresql().chart)).toMatchSnapshot();
  });

  test('calls its objects by the id', () => {
    expect(namesOf(postgresql().chart)).toStrictEqual(['ConfigMap/db-init', 'Service/db', 'StatefulSet/db']);
  });

  test('keeps its data below the volume, where only it may look', () => {
    const [{ env, volumeMounts }] = postgresql().spec.template.spec.containers;
    const { value } = env.find(({ name }: { name: string }) => name === 'PGDATA');
    const { mountPath } = volumeMounts.find(({ name }: { name: string }) => name === 'data');
    expect(value.startsWith(`${mountPath}/`)).toBe(true);
  });
});

test('with all properties, each has its effect', () => {
  const props: Required<PostgreSqlProps & ServerPlacement> = {
    size: '40Gi',
    image: 'example.com/pgautoupgrade:17-trixie',
    upgradeFrom: '16',
    resources: { memory: '2Gi' },
    settings: { max_connections: 200, shared_buffers: '1GB', jit: false },
    pod: { nodeSelector: { disk: 'ssd' } }, // the rest of it in placement.test.ts
    storageClass: 'fast',
    serviceAccount: 'services',
  };
  const { spec, chart } = postgresql(props);
  const { serviceAccountName, containers, nodeSelector } = spec.template.spec;
  expect(containers[0].args).toStrictEqual(
    [
      'shared_buffers=1GB',
      'effective_cache_size=1536MB',
      'max_locks_per_transaction=256',
      'max_connections=200',
      'jit=OFF',
    ].flatMap((setting) => ['-c', setting]),
  );
  expect(spec.volumeClaimTemplates[0].spec).toStrictEqual({
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'fast',
    resources: { requests: { storage: '40Gi' } },
  });
  expect(containers[0].image).toBe('example.com/pgautoupgrade:17-trixie');
  expect(only(chart, 'StatefulSet').metadata.annotations).toEqual({ 'cdk8s-drupal/upgrade-from': '16' });
  expect(spec.template.metadata.labels).toHaveProperty(['app.kubernetes.io/version'], '17-trixie');
  expect(containers[0].resources).toMatchObject({ requests: { memory: '2Gi' }, limits: { memory: '2Gi' } });
  expect(serviceAccountName).toBe('services');
  expect(nodeSelector).toStrictEqual({ disk: 'ssd' });
});

describe('probes', () => {
  const [server] = postgresql().spec.template.spec.containers;

  test('a server that recovers answers nobody, and is not killed for it', () => {
    const { startupProbe, livenessProbe } = server;
    expect(livenessProbe.tcpSocket).toStrictEqual({ port: 'postgresql' });
    expect(livenessProbe.exec).toBeUndefined();
    expect(startupProbe.periodSeconds * startupProbe.failureThreshold).toBe(3600);
  });

  test('has not started before Drupal gets in', () => {
    expect(server.startupProbe.exec.command[2]).toContain('psql --no-psqlrc --quiet --username=drupal');
  });
});

test('leaves the scripts of the image where they are', () => {
  const [{ volumeMounts }] = postgresql().spec.template.spec.containers;
  expect(volumeMounts).toContainEqual({
    name: 'init',
    mountPath: '/docker-entrypoint-initdb.d/drupal.sh',
    subPath: 'drupal.sh',
    readOnly: true,
  });
});

describe('the binding', () => {
  const { binding } = postgresql();

  test('tells Drupal where the server is, and the password as a file', () => {
    expect(binding.env).toStrictEqual({
      PGSQL_HOST: 'db',
      PGSQL_PORT: '5432',
      PGSQL_NAME: 'drupal',
      PGSQL_USER: 'drupal',
      PGSQL_PASS_FILE: '/secrets/database/password',
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
        keys: { password: { from: 'generated' }, 'superuser-password': { from: 'generated' } },
      },
    ]);
  });

  test('opens the port of the server and no other', () => {
    expect(binding.connectsTo).toStrictEqual([
      { kind: 'pods', application: 'postgresql', instance: 'shop', service: 'db', ports: [5432] },
    ]);
  });
});

test.each(['postgres:17', 'docker.io/library/postgres:17.2-trixie', 'postgis/postgis:17-3.5', undefined])(
  'an upgrade is not promised of %s, which does not do it',
  (image) => {
    expect(PostgreSql.problems({ image, upgradeFrom: '16' })).toMatchObject([
      { path: 'upgradeFrom', message: expect.stringContaining('does not start on the data of another major version') },
    ]);
  },
);

test('fails if properties are wrong, and says all of it at once', () => {
  const props = {
    size: '10',
    image: 'postgres',
    resources: { cpu: 'x', memory: '2Gi', memoryLimit: '1Gi' },
    settings: { port: 1 },
    foo: 1,
  };
  expect(
    refusals(() => postgresql(props as never))
      .map(({ path }) => path)
      .sort(),
  ).toStrictEqual(['foo', 'image', 'resources.cpu', 'resources.memoryLimit', 'settings.port', 'size']);
});
