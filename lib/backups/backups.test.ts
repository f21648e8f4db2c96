import { find, objectsOf, SHOP, synth } from '../../test/synth';
import type { Manifest } from '../kubernetes/manifest';
import { Database } from '../services/database';
import { Files } from '../services/files';
import type { BackingService } from '../site/backing-service';
import type { S3BackupsProps } from '../site/backups-props';
import { Cluster } from '../site/cluster';
import { SecretSource } from '../site/secret-source';
import { Backups } from './backups';

const necessary: S3BackupsProps = {
  endpoint: 'https://s3.example.com',
  bucket: 'shop-backups',
  accessKey: SecretSource.environment('BACKUP_KEY'),
  secretKey: SecretSource.environment('BACKUP_SECRET'),
  password: SecretSource.environment('BACKUP_PASSWORD'),
};

/** The type asks for each property, so a new one cannot be forgotten here. */
const all: Required<S3BackupsProps> = {
  ...necessary,
  region: 'eu-1',
  folder: 'old/shop',
  ca: SecretSource.existing('storage-ca', 'ca.crt'),
  schedule: '7 3 * * *',
  timeout: 600,
  keep: { daily: 3, weekly: 2, monthly: 1 },
  sanitise: {
    bucket: 'shop-sanitised',
    folder: 'old/shop',
    accessKey: SecretSource.environment('COPY_KEY'),
    secretKey: SecretSource.environment('COPY_SECRET'),
    password: SecretSource.environment('COPY_PASSWORD'),
    commands: [['drush', 'shop:forget', "it's"]],
    empty: ['shop_letters'],
  },
  rehearse: { schedule: '9 4 1 * *', size: '3Gi', missing: 2, resources: { memory: '512Mi' } },
  exclude: ['public/feeds'],
  addresses: ['10.20.0.0/16'],
  cacheSize: '512Mi',
  resources: { memoryLimit: '2Gi' },
  image: 'restic/restic:0.18.1',
};

const backedUp = (props: Partial<S3BackupsProps> = {}) => Backups.s3({ ...necessary, ...props });
const ours = (objects: readonly Manifest[]) =>
  objects.filter(({ metadata }) => metadata.name.startsWith('backup')).map((object) => withoutScripts(object));
const withoutScripts = (object: Manifest) =>
  object.kind === 'ConfigMap' ? { ...object, data: Object.keys(object.data) } : object;
const podOf = (objects: readonly Manifest[], name = 'backup') =>
  find(objects, 'CronJob', name).spec.jobTemplate.spec.template.spec;
const containersOf = (pod: Manifest['spec']): Manifest['spec'][] => [...pod.initContainers, ...pod.containers];
const envOf = (container: Manifest['spec']) =>
  Object.fromEntries(container.env.map(({ name, value }: { name: string; value: string }) => [name, value]));
const reportOf = (props: object) => synth([{ ...SHOP, ...props }]).report;

test('makes manifests that a Kubernetes engineer has read', () => {
  expect(ours(objectsOf({ backups: backedUp() }))).toMatchSnapshot();
});

test('with all properties, makes manifests that a Kubernetes engineer has read', () => {
  expect(ours(objectsOf({ backups: Backups.s3(all) }))).toMatchSnapshot();
});

test('a site that does not ask for them has no object and no rule more', () => {
  const without = objectsOf({});
  expect(ours(without)).toStrictEqual([]);
  expect(objectsOf({ backups: false })).toStrictEqual(without);
  expect(
    objectsOf({ backups: backedUp(), environments: { live: { ...SHOP.environments.live, backups: false } } as never }),
  ).toStrictEqual(without);
});

test('a review app has none, and cannot ask for them', () => {
  const env = { CI_PIPELINE_SOURCE: 'merge_request_event', CI_MERGE_REQUEST_IID: '7', CI_PROJECT_ID: '1' };
  const review = { domain: 'review.example.com' };
  const { files, report } = synth([{ ...SHOP, backups: backedUp(), review }], { env });
  expect(report).not.toContain('problem');
  expect(Object.keys(files).join()).toContain('shop/review-7/');
  expect(Object.values(files).join()).not.toContain('RESTIC');
  expect(reportOf({ review: { ...review, backups: backedUp() } })).toContain('review.backups: is not a property');
});

test('Spaces has an address by its region', () => {
  const { endpoint: _none, ...others } = necessary;
  const spaces = (region: string) => Backups.spaces({ ...others, region });
  const [container] = podOf(objectsOf({ backups: spaces('ams3') })).containers;
  expect(envOf(container).RESTIC_REPOSITORY).toBe('s3:https://ams3.digitaloceanspaces.com/shop-backups/shop/live');
  expect(reportOf({ backups: spaces('Ams3') })).toContain('backups.region: "Ams3" is not a region of Spaces');
  expect(reportOf({ backups: Backups.spaces(others as never) })).toContain('backups.region: is missing');
});

describe('its pods', () => {
  const objects = objectsOf({ backups: backedUp() });
  const pod = podOf(objects);

  test('dump by the client of the database’s own version, then files, then forget', () => {
    expect(containersOf(pod).map(({ name, image }) => [name, image])).toStrictEqual([
      ['tools', 'restic/restic:0.19.1'],
      ['database', 'mariadb:11.4'],
      ['files', 'restic/restic:0.19.1'],
      ['keep', 'restic/restic:0.19.1'],
    ]);
  });

  test('know no secret but as a file', () => {
    expect(JSON.stringify(pod)).not.toMatch(/secretKeyRef|BACKUP_PASSWORD/);
    expect(pod.containers[0].volumeMounts).toContainEqual({
      name: 'backups',
      mountPath: '/secrets/backups',
      readOnly: true,
    });
  });

  test('run as Drupal’s user, on the node of the volume', () => {
    expect(pod.securityContext).toMatchObject({ runAsUser: 10001, fsGroup: 10001 });
    expect(pod.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
    const shared = podOf(objectsOf({ backups: backedUp(), profile: 'flightdeck', files: NFS }));
    expect(shared.securityContext.runAsUser).toBe(1000);
    expect(shared.affinity.podAffinity).toBeDefined();
    expect(podOf(objects, 'backup-care')).not.toHaveProperty('affinity');
  });

  test('put up with the taints that the site’s pods do, each once', () => {
    const pool = { key: 'pool', operator: 'Exists' };
    const own = { key: 'own', operator: 'Exists' };
    const cluster = Cluster.generic({ pod: { tolerations: [pool] } });
    const placed = podOf(objectsOf({ backups: backedUp(), cluster, pod: { tolerations: [own] } }));
    expect(placed.tolerations).toStrictEqual([pool, own]);
  });

  test('reach the database and the storage, and nobody reaches them', () => {
    const policy = (name: string, given: readonly Manifest[]) => find(given, 'NetworkPolicy', name).spec;
    expect(policy('backup', objects)).not.toHaveProperty('ingress');
    expect(policy('mariadb', objects).ingress).toHaveLength(2);
    const near = objectsOf({ backups: backedUp({ addresses: ['10.20.0.0/16'], endpoint: 'http://10.20.0.9:9000' }) });
    expect(policy('backup', near).egress.slice(1)).toStrictEqual([
      expect.objectContaining({ to: [expect.objectContaining({ podSelector: expect.anything() })] }),
      { to: [{ ipBlock: { cidr: '10.20.0.0/16' } }], ports: [{ protocol: 'TCP', port: 9000 }] },
    ]);
  });
});

const NFS = Files.nfs({ server: 'nfs.example.com', path: '/srv/shop' });

describe('before each release', () => {
  const releaseOf = (props: object) => {
    const [job] = objectsOf(props).filter(({ kind }) => kind === 'Job');
    return job?.spec;
  };

  test('the database is dumped in the release’s pod, or the release does not run', () => {
    const { activeDeadlineSeconds, template } = releaseOf({ backups: backedUp() });
    expect(activeDeadlineSeconds).toBe(1800 + 1800);
    const names = template.spec.initContainers.map(({ name }: { name: string }) => name);
    expect(names).toStrictEqual(['wait', 'tools', 'backup']);
    expect(envOf(template.spec.initContainers[2])).toMatchObject({ BACKUP_KIND: 'release', BACKUP_RELEASE: '1.0.0' });
  });

  test('Drupal’s container sees no key of it', () => {
    const [container] = releaseOf({ backups: backedUp() }).template.spec.containers;
    expect(JSON.stringify(container)).not.toMatch(/backup|RESTIC/);
  });

  test('nothing is dumped where the site says so', () => {
    const without = releaseOf({ backups: backedUp(), release: { backup: false } });
    expect(without).toStrictEqual(releaseOf({}));
  });

  test('a storage of one’s own is reached by it', () => {
    const egressOf = (props: object) => find(objectsOf(props), 'NetworkPolicy', 'drupal').spec.egress;
    const near = { backups: backedUp({ addresses: ['10.20.0.0/16'] }) };
    const rule = { to: [{ ipBlock: { cidr: '10.20.0.0/16' } }], ports: [{ protocol: 'TCP', port: 443 }] };
    expect(egressOf(near)).toContainEqual(rule);
    expect(egressOf({ ...near, release: { backup: false } })).not.toContainEqual(rule);
  });
});

test('a managed database is dumped by a client of its own, with its authority', () => {
  const database = Database.mysql({
    host: 'db.example.com',
    database: 'shop',
    user: 'drupal',
    password: SecretSource.environment('DB_PASSWORD'),
    ca: SecretSource.environment('DB_CA'),
  });
  const objects = objectsOf({ backups: backedUp(), database });
  const container = containersOf(podOf(objects)).find(({ name }) => name === 'database');
  expect(container.image).toBe('mysql:8.4');
  expect(envOf(container)).toMatchObject({
    MYSQL_HOST: 'db.example.com',
    MYSQL_CA_FILE: '/secrets/database-ca/ca.crt',
  });
  const { egress } = find(objects, 'NetworkPolicy', 'backup').spec;
  expect(egress).toContainEqual({
    to: [{ ipBlock: { cidr: '0.0.0.0/0' } }],
    ports: [{ protocol: 'TCP', port: 25_060 }],
  });
});

describe('are refused', () => {
  test('all that is wrong is told at once, and no secret with it', () => {
    const wrong = {
      endpoint: 'https://s3.example.com/bucket',
      bucket: 'Shop_Backups',
      folder: '../other',
      accessKey: 'AKIAIOSFODNN7EXAMPLE',
      secretKey: SecretSource.generated(),
      password: SecretSource.generated(),
      schedule: 'nightly',
      timeout: 5,
      keep: { daily: -1 },
      exclude: ['css', 'public/a b'],
      addresses: [],
      cacheSize: '2GB',
      image: 'restic/restic:latest',
      colour: 'blue',
    };
    const problems = Backups.s3(wrong as never).problems();
    expect(problems.map(({ path }) => path).sort()).toStrictEqual([
      'accessKey',
      'addresses',
      'bucket',
      'cacheSize',
      'colour',
      'endpoint',
      'exclude[0]',
      'exclude[1]',
      'folder',
      'image',
      'keep.daily',
      'password',
      'schedule',
      'secretKey',
      'timeout',
    ]);
    expect(JSON.stringify(problems)).not.toContain('AKIA');
  });

  test.each<[string, object, string]>([
    [
      'a password that only the namespace would know',
      { backups: backedUp({ password: SecretSource.generated() }) },
      'backups.password: would be known to the namespace alone',
    ],
    [
      'an authority that is made up',
      { backups: backedUp({ ca: SecretSource.generated() }) },
      'backups.ca: is no certificate',
    ],
    ['what is no place', { backups: {} }, 'backups: {} is not a place for backups'],
    [
      'nothing that is kept',
      { backups: backedUp({ keep: { daily: 0, weekly: 0, monthly: 0 } }) },
      'backups.keep: keeps nothing',
    ],
    [
      'a limit below what is reserved',
      { backups: backedUp({ resources: { memoryLimit: '64Mi' } }) },
      'backups.resources.memoryLimit',
    ],
    [
      'a command of the same name',
      { backups: backedUp(), commands: { backup: { drush: ['sql:dump'] } } },
      'commands.backup: is the name of a workload that backups add',
    ],
    [
      'one repository of two environments',
      {
        backups: backedUp({ folder: 'shop' }),
        environments: { live: { hosts: ['a.example.com'] }, stage: { hosts: ['b.example.com'] } },
      },
      'is the repository of the backups of shop live too (backups.folder)',
    ],
  ])('%s', (_what, props, says) => expect(reportOf(props)).toContain(says));

  test('two environments are told apart by their folders', () => {
    const environments = { live: { hosts: ['a.example.com'] }, stage: { hosts: ['b.example.com'] } };
    expect(reportOf({ backups: backedUp(), environments })).not.toContain('problem');
  });

  const service = (own: Partial<BackingService>): BackingService => ({ id: 'own', bind: () => ({}), ...own });

  test('a database that does not say how', () => {
    const told = 'own.bind().backup: is missing: nothing says how the database is dumped';
    expect(reportOf({ backups: backedUp(), database: service({}) })).toContain(told);
    expect(reportOf({ database: service({}) })).not.toContain('problem');
  });

  test('a service that holds data and says nothing of it', () => {
    const told = 'own.bind().backup: is missing: the service holds data';
    expect(reportOf({ backups: backedUp(), services: [service({ phase: 'state' })] })).toContain(told);
    const none = service({ phase: 'state', bind: () => ({ backup: { kind: 'none' } }) });
    expect(reportOf({ backups: backedUp(), services: [none] })).not.toContain('problem');
  });

  test('a second database', () => {
    const backup = { kind: 'database', image: 'example.com/pg:1', client: 'dump() { :; }' } as const;
    const second = service({ bind: () => ({ backup }) });
    expect(reportOf({ backups: backedUp(), services: [second] })).toContain(
      'own.bind().backup.kind: "database" is for',
    );
  });
});

test('files of a service of the site’s own are backed up, too', () => {
  const archive: BackingService = {
    id: 'archive',
    bind: () => ({
      claims: ['archive'],
      backup: { kind: 'files', folders: { archive: { name: 'archive', source: { claim: 'archive' } } } },
    }),
  };
  const files = containersOf(podOf(objectsOf({ backups: backedUp(), services: [archive] }))).find(
    ({ name }) => name === 'files',
  );
  expect(envOf(files).BACKUP_FOLDERS).toBe('/data/public /data/private /data/archive');
  expect(files.volumeMounts).toContainEqual({ name: 'archive', mountPath: '/data/archive', readOnly: true });
});

test.each([
  ['postgresql', 5432, Database.postgresql({ image: 'postgres:16', size: '20Gi' })],
  [
    'db.example.com',
    25_060,
    Database.managedPostgresql({
      host: 'db.example.com',
      database: 'drupal',
      user: 'drupal',
      password: SecretSource.environment('DB_PASSWORD'),
      client: 'postgres:16',
    }),
  ],
])(
  'a PostgreSQL (%s) is dumped and rehearsed by its own version, and nothing of MySQL is there',
  (host, port, database) => {
    const objects = objectsOf({ database, backups: backedUp({ sanitise: all.sanitise }) });
    const client = containersOf(podOf(objects)).find(({ name }) => name === 'database');
    expect(client.image).toBe('postgres:16');
    expect(envOf(client)).toMatchObject({ PGSQL_HOST: host, PGSQL_PORT: String(port) });
    const scratch = containersOf(podOf(objects, 'backup-rehearsal')).find(({ name }) => name === 'scratch');
    expect(scratch.image).toBe('postgres:16');
    expect(envOf(scratch)).toMatchObject({
      PGSQL_HOST: '127.0.0.1',
      REHEARSAL_SIZE: host === 'postgresql' ? '20Gi' : '10Gi',
    });
    const { egress } = find(objects, 'NetworkPolicy', 'backup').spec;
    expect(JSON.stringify(egress)).toContain(`"port":${port}`);
    const scripts = objects.filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.includes('scripts'));
    expect(scripts.length).toBeGreaterThan(1);
    for (const { data } of scripts)
      expect(JSON.stringify(data)).not.toMatch(/REPLACE INTO|mysqldump|Access denied|MYSQL_/);
  },
);
