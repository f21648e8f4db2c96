import { Backups, SecretSource } from '../../lib';
import { find, objectsOf } from '../../test/synth';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { backupCronJob, jobFrom } from './data-job';
import { drushJob } from './drush-job';

const objects = objectsOf({
  backups: Backups.s3({
    endpoint: 'https://s3.example.com',
    bucket: 'shop',
    accessKey: SecretSource.environment('KEY'),
    secretKey: SecretSource.environment('SECRET'),
    password: SecretSource.environment('PASSWORD'),
  }),
});
const cronJob = find(objects, 'CronJob', 'backup') as KubernetesObject;

describe('a Job of the backup’s pods', () => {
  const { spec, metadata } = jobFrom(cronJob, 'restore-1', {
    database: { script: 'restore-database', env: { BACKUP_KIND: 'none', RESTORE_DATABASE: 'abc' } },
    files: { script: 'restore-files', writes: true },
  });
  const { initContainers, containers } = spec.template.spec;
  const [tools, database] = initContainers;
  const [files, ...others] = containers;

  test('has the containers that were asked for, and the tools', () => {
    expect([tools.name, database.name, files.name, others]).toStrictEqual(['tools', 'database', 'files', []]);
    expect([database.command, files.command]).toStrictEqual([
      ['sh', '/backup/restore-database'],
      ['sh', '/backup/restore-files'],
    ]);
  });

  test('has each variable once', () => {
    const names = database.env.map(({ name }: { name: string }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(database.env).toContainEqual({ name: 'BACKUP_KIND', value: 'none' });
    expect(database.env).toContainEqual({ name: 'MYSQL_HOST', value: 'mariadb' });
  });

  test('may write to the files, and to no secret or script', () => {
    const isReadOnly = (path: string) =>
      files.volumeMounts.find(({ mountPath }: { mountPath: string }) => mountPath === path).readOnly;
    expect([isReadOnly('/data/public'), isReadOnly('/backup'), isReadOnly('/secrets/backups')]).toStrictEqual([
      false,
      true,
      true,
    ]);
  });

  test('is tried once, and goes by itself', () => {
    expect(spec).toMatchObject({ backoffLimit: 0, ttlSecondsAfterFinished: 86_400 });
    expect(metadata.labels?.['app.kubernetes.io/name']).toBe('backup');
  });
});

describe('a Job in the site’s image', () => {
  const web = find(objects, 'Deployment', 'web') as KubernetesObject;
  const { spec } = drushJob(web, 'restore-drush', ['drush', 'cache:rebuild']);
  const { metadata, spec: pod } = spec.template;

  test('is no pod of the web', () => {
    const selector = Object.entries(web.spec.selector.matchLabels);
    expect(selector.every(([name, value]) => metadata.labels[name] === value)).toBe(false);
    expect(metadata.labels['app.kubernetes.io/name']).toBe('drupal'); // whom network policies let through to the services
  });

  test('has what the web has, but for what makes it one', () => {
    const [container] = pod.containers;
    const [webs] = web.spec.template.spec.containers;
    expect(container.args.slice(-2)).toStrictEqual(['drush', 'cache:rebuild']);
    expect([container.image, container.env, container.volumeMounts]).toStrictEqual([
      webs.image,
      webs.env,
      webs.volumeMounts,
    ]);
    for (const name of ['ports', 'startupProbe', 'readinessProbe', 'livenessProbe', 'lifecycle'])
      expect(container).not.toHaveProperty(name);
    expect(pod.restartPolicy).toBe('Never');
  });
});

test.each([
  [
    'no namespace',
    [],
    'shop live is not here',
    'there is no namespace shop-live: look at the context, or deploy first',
  ],
  ['no schedule', ['namespace'], 'shop-live has no backups', expect.stringContaining('add backups to the site file')],
])('where there is %s, that is what is said', async (_what, there, message, reason) => {
  const kubectl = { get: async (kind: string) => (there.includes(kind) ? {} : undefined) };
  const dist = { namespace: 'shop-live', site: 'shop', plan: { environment: 'live' } };
  await expect(backupCronJob({ kubectl, dist } as never, 'backup')).rejects.toMatchObject({
    headline: message,
    reasons: [reason],
  });
});
