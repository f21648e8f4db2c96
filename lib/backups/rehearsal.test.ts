import { shopBackups as backups } from '../../test/shop-backups';
import { find, objectsOf, SHOP, synth } from '../../test/synth';
import type { Manifest } from '../kubernetes/manifest';
import { Cache } from '../services/cache';
import { Database } from '../services/database';
import { Files } from '../services/files';
import { mysqlBackup } from '../services/mysql-client';
import type { BackingService } from '../site/backing-service';
import { RegistryCredential } from '../site/registry-credential';
import { SecretSource } from '../site/secret-source';

const namesOf = (objects: readonly Manifest[]) => objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
const podOf = (objects: readonly Manifest[]) =>
  find(objects, 'CronJob', 'backup-rehearsal').spec.jobTemplate.spec.template.spec;
const containerOf = (pod: Manifest['spec'], wanted: string) =>
  [...pod.initContainers, ...pod.containers].find(({ name }) => name === wanted);
const envOf = (container: Manifest['spec']) =>
  Object.fromEntries(container.env.map(({ name, value }: { name: string; value: string }) => [name, value]));
const mysql = (client?: string) =>
  Database.mysql({
    host: 'db.example.com',
    database: 'shop',
    user: 'shop_user',
    password: SecretSource.environment('DB_PASSWORD'),
    ca: SecretSource.environment('DB_CA'),
    client,
  });
const reportOf = (props: object) => synth([{ ...SHOP, ...props }]).report;

describe('the pod', () => {
  const objects = objectsOf({ backups: backups(), cache: Cache.redis(), secrets: { key: SecretSource.generated() } });
  const pod = podOf(objects);

  test('has a server of the database’s own image beside the site’s', () => {
    expect(pod.containers.map(({ name, image }: Manifest['spec']) => [name, image])).toStrictEqual([
      ['scratch', 'mariadb:11.4'],
      ['drupal', find(objects, 'Deployment', 'web').spec.template.spec.containers[0].image],
    ]);
    expect(pod.initContainers.map(({ name }: Manifest['spec']) => name)).toStrictEqual(['tools', 'snapshot']);
  });

  test('mounts no volume of the site, and no login of its database', () => {
    expect(JSON.stringify(pod)).not.toMatch(/persistentVolumeClaim|"mariadb"|secretKeyRef/);
    const { emptyDir } = pod.volumes.find(({ name }: Manifest['spec']) => name === 'files');
    expect(emptyDir).toStrictEqual({ sizeLimit: '1Gi' });
  });

  test('leads Drupal to its own database alone, with the site’s secrets', () => {
    const drupal = containerOf(pod, 'drupal');
    expect(envOf(drupal)).toMatchObject({ MYSQL_HOST: '127.0.0.1', MYSQL_PASS_FILE: '/rehearsal/password' });
    expect(envOf(drupal)).not.toHaveProperty('REDIS_HOST');
    const paths = drupal.volumeMounts.map(({ mountPath }: Manifest['spec']) => mountPath);
    expect(paths).toEqual(expect.arrayContaining(['/secrets/drupal', '/secrets/site', '/backup', '/rehearsal']));
    expect(drupal.args).toStrictEqual(['sh', '/backup/drupal']);
  });

  test('gets nothing that leads to a bucket of files, and folders that are empty', () => {
    const source = SecretSource.environment('S3_KEY');
    const keys = { accessKey: source, secretKey: source };
    const files = Files.s3({ endpoint: 'https://s3.example.com', bucket: 'files', ...keys });
    const bucket = podOf(objectsOf({ backups: backups(), files }));
    const drupal = containerOf(bucket, 'drupal');
    expect(JSON.stringify(bucket)).not.toMatch(/FILES_S3|files-keys/);
    const mounted = drupal.volumeMounts.filter(({ name }: Manifest['spec']) => name === 'files');
    expect(mounted.map(({ subPath }: Manifest['spec']) => subPath)).toStrictEqual(['public', 'private']);
    expect(envOf(drupal)).toMatchObject({ BACKUP_FOLDERS: '' });
  });

  test('shows Drupal no key of the storage', () => {
    expect(JSON.stringify(containerOf(pod, 'drupal'))).not.toMatch(/secrets\/backups|RESTIC|credentials/);
  });

  test('keeps to restricted, with a read-only root and no token', () => {
    expect(pod).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true } });
    for (const { securityContext } of [...pod.initContainers, ...pod.containers])
      expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
    const flightdeck = podOf(objectsOf({ backups: backups(), profile: 'flightdeck' }));
    expect(flightdeck.securityContext.runAsUser).toBe(1000);
  });

  test('reaches the storage and names, and nothing of the site', () => {
    const { egress, ...others } = find(objects, 'NetworkPolicy', 'backup-rehearsal').spec;
    expect(others).not.toHaveProperty('ingress');
    expect(egress.map(({ ports }: Manifest['spec']) => ports.map(({ port }: { port: number }) => port))).toStrictEqual([
      [53, 53],
      [443],
    ]);
    expect(JSON.stringify(find(objects, 'NetworkPolicy', 'mariadb'))).not.toContain('backup-rehearsal');
  });

  test('asks for no more than the site lets Drupal have', () => {
    const small = { cpu: '5m', cpuLimit: '20m', memory: '32Mi', memoryLimit: '128Mi' } as const;
    const { resources } = containerOf(podOf(objectsOf({ backups: backups(), resources: small })), 'drupal');
    expect(resources).toMatchObject({ requests: { cpu: '20m', memory: '128Mi' }, limits: { memory: '128Mi' } });
    expect(containerOf(pod, 'drupal').resources.requests).toMatchObject({ cpu: '50m', memory: '256Mi' });
  });

  test('has as much space as the database’s volume, or what the site says', () => {
    const sizeOf = (props: object) => {
      const own = podOf(objectsOf(props));
      const volume = own.volumes.find(({ name }: Manifest['spec']) => name === 'backup-scratch');
      return [volume.emptyDir.sizeLimit, containerOf(own, 'scratch').resources.limits['ephemeral-storage']];
    };
    expect(sizeOf({ backups: backups(), database: Database.mariadb({ size: '3Gi' }) })).toStrictEqual([
      '3Gi',
      '7168Mi',
    ]);
    expect(sizeOf({ backups: backups({ rehearse: { size: '20Gi' } }) })).toStrictEqual(['20Gi', '24576Mi']);
    expect(sizeOf({ backups: backups(), database: mysql() })).toStrictEqual(['10Gi', '14336Mi']);
  });

  test('pulls its images by the Secrets of both', () => {
    const pullSecret = RegistryCredential.existing('regcred');
    const { imagePullSecrets } = podOf(objectsOf({ backups: backups(), pullSecret, servicesPullSecret: 'mirror' }));
    expect(imagePullSecrets).toStrictEqual([{ name: 'regcred' }, { name: 'mirror' }]);
  });
});

test('a managed database is rehearsed by the server in the image of its client, without its authority', () => {
  const pod = podOf(objectsOf({ backups: backups(), database: mysql() }));
  expect(containerOf(pod, 'scratch').image).toBe('mysql:8.4');
  const env = envOf(containerOf(pod, 'scratch'));
  expect(env).toMatchObject({ MYSQL_HOST: '127.0.0.1', MYSQL_NAME: 'shop', MYSQL_USER: 'shop_user' });
  expect(env).not.toHaveProperty('MYSQL_CA_FILE');
});

test('settings that decide which dumps a server takes are those of the site’s', () => {
  const settings = { sql_mode: 'ANSI,TRADITIONAL', innodb_strict_mode: false, max_connections: 500 };
  const pod = podOf(objectsOf({ backups: backups(), database: Database.mariadb({ settings }) }));
  expect(envOf(containerOf(pod, 'scratch')).SCRATCH_SETTINGS).toBe(
    '--loose-sql-mode=ANSI,TRADITIONAL --loose-innodb-strict-mode=OFF',
  );
});

test('pending updates are a fault where a release leaves none', () => {
  const updates = (release: object) =>
    envOf(containerOf(podOf(objectsOf({ backups: backups(), release })), 'drupal')).REHEARSAL_UPDATED;
  expect(updates({})).toBe('yes');
  expect(updates({ command: ['drush', 'cache:rebuild'] })).toBe('');
});

describe('there is none', () => {
  const without = (props: object) =>
    expect(namesOf(objectsOf({ backups: backups(), ...props })).join()).not.toContain('rehearsal');
  const foreign: BackingService = {
    id: 'own',
    bind: () => ({ backup: { kind: 'database', image: 'example.com/pg:1', client: 'dump() { :; }' } }),
  };

  test('where the site says so, or nothing says how a server is started', () => {
    without({ backups: backups({ rehearse: false }) });
    without({ database: foreign });
    without({ database: mysql('registry.example.com/tools/mysql-client:3') });
  });

  test('but one that is asked for, and cannot be, is refused with the reason', () => {
    const told = 'own.bind().backup.scratch: is missing: nothing says how a server is started';
    expect(reportOf({ backups: backups({ rehearse: {} }), database: foreign })).toContain(told);
    expect(reportOf({ backups: backups({ rehearse: {} }), database: mysql('example.com/client:3') })).toContain(
      'mysql.bind().backup.scratch: is missing',
    );
  });
});

test('wrong input is told at once', () => {
  const rehearse = { schedule: 'weekly', size: '3GB', missing: -1, resources: { memoryLimit: '64Mi' }, often: true };
  const problems = backups({ rehearse: rehearse as never }).problems();
  expect(problems.map(({ path }) => path).sort()).toStrictEqual([
    'rehearse.missing',
    'rehearse.often',
    'rehearse.resources.memoryLimit',
    'rehearse.schedule',
    'rehearse.size',
  ]);
  expect(backups({ rehearse: 'weekly' as never }).problems()).toHaveLength(1);
});

test('a service of one’s own says how a server is started', () => {
  const scratch = { serve: 'serve() { pg & served=$!; }', env: { PGHOST: '127.0.0.1' } };
  const own: BackingService = { id: 'own', bind: () => ({ backup: { ...mysqlBackup('example.com/pg:1'), scratch } }) };
  const objects = objectsOf({ backups: backups(), database: own });
  expect(envOf(containerOf(podOf(objects), 'drupal')).PGHOST).toBe('127.0.0.1');
  const scripts = objects.find(({ metadata }) => metadata.name.startsWith('backup-rehearsal-scripts-'));
  expect(scripts?.data.serve).toBe(scratch.serve);
});
