import { parseAllDocuments } from 'yaml';
import { shopBackups } from '../../test/shop-backups';
import { find, SHOP, synth } from '../../test/synth';
import type { Manifest } from '../kubernetes/manifest';
import type { S3BackupsProps, SanitisedCopy } from '../site/backups-props';
import { SecretSource } from '../site/secret-source';
import type { SiteProps } from '../site/site';

const COPY: SanitisedCopy = {
  bucket: 'shop-sanitised',
  accessKey: SecretSource.environment('COPY_KEY'),
  secretKey: SecretSource.environment('COPY_SECRET'),
  password: SecretSource.environment('COPY_PASSWORD'),
};
const backups = (own: Partial<S3BackupsProps> = {}) => shopBackups({ sanitise: COPY, ...own });
const site = (own: Partial<SiteProps> = {}): SiteProps => ({
  ...SHOP,
  environments: {
    live: { hosts: ['shop.example.com'], backups: backups() },
    stage: { hosts: ['stage.example.com'], seed: 'live' },
  },
  ...own,
});
function objectsIn(environment: string, own: Partial<SiteProps> = {}, env: NodeJS.ProcessEnv = {}): Manifest[] {
  const { files, report, status } = synth([site(own)], { env });
  if (status !== 0) throw new Error(report);
  const texts = Object.entries(files).filter(([name]) => name.startsWith(`shop/${environment}/`));
  return texts.flatMap(([, text]) => parseAllDocuments(text).map((document) => document.toJS()));
}
const problemsOf = (own: Partial<SiteProps>) => synth([site(own)]).report;
const podOf = (objects: readonly Manifest[], name: string) =>
  find(objects, 'CronJob', name).spec.jobTemplate.spec.template.spec;
const envOf = (container: Manifest['spec']) =>
  Object.fromEntries(container.env.map(({ name, value }: { name: string; value: string }) => [name, value]));
const named = (containers: Manifest['spec'][], wanted: string) => containers.find(({ name }) => name === wanted);
const releaseOf = (objects: readonly Manifest[]) =>
  objects.find(({ kind }) => kind === 'Job')?.spec.template.spec as Manifest['spec'];

describe('the copy', () => {
  const pod = podOf(objectsIn('live'), 'backup-rehearsal');

  test('is made beside the server of the rehearsal, with its own repository', () => {
    expect(pod.containers.map(({ name }: Manifest['spec']) => name)).toStrictEqual(['scratch', 'copy', 'drupal']);
    const copy = named(pod.containers, 'copy');
    expect(copy.image).toBe(named(pod.containers, 'scratch').image);
    expect(envOf(copy)).toMatchObject({
      RESTIC_REPOSITORY: 's3:https://s3.example.com/shop-sanitised/shop/live',
      RESTIC_PASSWORD_FILE: '/secrets/sanitised-copy/password',
      MYSQL_HOST: '127.0.0.1',
    });
  });

  test('is made by a container that has no key of the backups, and the others have none of it', () => {
    const mountsOf = (name: string) => JSON.stringify(named(pod.containers, name).volumeMounts);
    expect(mountsOf('copy')).not.toMatch(/backups|backup-credentials/);
    expect(mountsOf('scratch')).not.toContain('sanitised');
    expect(mountsOf('drupal')).not.toMatch(/sanitised|backups|credentials/);
  });

  test('keeps to restricted', () => {
    for (const { securityContext } of pod.containers)
      expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
  });

  test('runs the commands of the site after that of Drush, with their words as they are', () => {
    const commands = [['drush', 'shop:forget', "it's $HOME"]] as const;
    const objects = objectsIn('live', {
      environments: { live: { hosts: ['a.example.com'], backups: backups({ sanitise: { ...COPY, commands } }) } },
    });
    const { sanitise } = find(objects, 'ConfigMap', podOf(objects, 'backup-rehearsal').volumes[0].configMap.name).data;
    expect(sanitise.split('\n')).toStrictEqual([
      "echo '+ ''drush sql:sanitize -y'",
      "'drush' 'sql:sanitize' '-y' || exit",
      "echo '+ ''drush shop:forget it'\\''s $HOME'",
      "'drush' 'shop:forget' 'it'\\''s $HOME' || exit",
      '',
    ]);
  });

  test('a site without one has neither the container nor its scripts', () => {
    const objects = objectsIn('live', {
      environments: { live: { hosts: ['a.example.com'], backups: backups({ sanitise: undefined }) } },
    });
    const own = podOf(objects, 'backup-rehearsal');
    expect(named(own.containers, 'copy')).toBeUndefined();
    expect(Object.keys(find(objects, 'ConfigMap', own.volumes[0].configMap.name).data)).not.toContain('sanitise');
  });
});

describe('an environment with a seed', () => {
  const objects = objectsIn('stage');

  test('fills its database before the release', () => {
    const { initContainers } = releaseOf(objects);
    const names = initContainers.map(({ name }: Manifest['spec']) => name);
    expect(names.slice(-2)).toStrictEqual(['tools', 'seed']);
    const seed = named(initContainers, 'seed');
    expect(seed.image).toBe('mariadb:11.4');
    expect(envOf(seed)).toMatchObject({
      RESTIC_REPOSITORY: 's3:https://s3.example.com/shop-sanitised/shop/live',
      RESTIC_PASSWORD_FILE: '/secrets/seed/password',
      MYSQL_HOST: 'mariadb',
      SEED_OF: 'live',
    });
    expect(envOf(seed)).not.toHaveProperty('SEED_AGAIN');
  });

  test('can be filled again, and never is by itself', () => {
    const { spec } = find(objects, 'CronJob', 'seed');
    expect(spec.suspend).toBe(true);
    expect(named(spec.jobTemplate.spec.template.spec.containers, 'seed').command).toStrictEqual(['sh', '/backup/seed']);
  });

  test('has the keys of the copy, and nothing of the backups', () => {
    expect(JSON.stringify(objects)).not.toMatch(/shop-backups|BACKUP_KEY|BACKUP_PASSWORD/);
  });

  test('reaches the storage and the database from the pods of its jobs', () => {
    const { egress } = find(objects, 'NetworkPolicy', 'backup').spec;
    const ports = egress.flatMap(({ ports }: Manifest['spec']) => ports.map(({ port }: { port: number }) => port));
    expect(ports).toEqual(expect.arrayContaining([443, 3306]));
  });

  test('with backups of its own dumps what it has then', () => {
    const stage = {
      hosts: ['stage.example.com'] as [string],
      seed: 'live',
      backups: backups({ bucket: 'stage', sanitise: undefined }),
    };
    const live = { hosts: ['shop.example.com'] as [string], backups: backups() };
    const names = releaseOf(objectsIn('stage', { environments: { live, stage } })).initContainers.map(
      ({ name }: Manifest['spec']) => name,
    );
    expect(names.slice(-3)).toStrictEqual(['tools', 'seed', 'backup']);
    const without = { ...stage, release: { backup: false } };
    const left = releaseOf(objectsIn('stage', { environments: { live, stage: without } })).initContainers;
    expect(left.map(({ name }: Manifest['spec']) => name).slice(-2)).toStrictEqual(['tools', 'seed']);
  });
});

test('each review app begins with the copy', () => {
  const env = { CI_PIPELINE_SOURCE: 'merge_request_event', CI_MERGE_REQUEST_IID: '7' };
  const objects = objectsIn('review-7', { review: { domain: 'review.example.com', seed: 'live' } }, env);
  expect(named(releaseOf(objects).initContainers, 'seed')).toBeDefined();
});

test('an environment without a seed has not one byte of it', () => {
  expect(JSON.stringify(objectsIn('live'))).not.toMatch(/"seed"|seed-scripts/);
});

describe('what is wrong', () => {
  const live = (own: Partial<S3BackupsProps>) => ({
    environments: { live: { hosts: ['shop.example.com'], backups: backups(own) } } as SiteProps['environments'],
  });
  test.each([
    ['the bucket of the backups', live({ sanitise: { ...COPY, bucket: 'shop-backups' } }), 'backups.sanitise.bucket'],
    [
      'their password',
      live({ sanitise: { ...COPY, password: SecretSource.environment('BACKUP_PASSWORD') } }),
      'backups.sanitise.password',
    ],
    ['no rehearsal', live({ rehearse: false }), 'backups.rehearse'],
    ['a table that Drupal needs', live({ sanitise: { ...COPY, empty: ['config'] } }), 'backups.sanitise.empty[0]'],
    ['a table', live({ sanitise: { ...COPY, empty: ['a; DROP TABLE b'] } }), 'backups.sanitise.empty[0]'],
    [
      'a generated password',
      live({ sanitise: { ...COPY, password: SecretSource.generated() } }),
      'backups.sanitise.password',
    ],
    [
      'an empty command',
      live({ sanitise: { ...COPY, commands: [[] as unknown as [string]] } }),
      'backups.sanitise.commands[0]',
    ],
  ])('%s', (_, own, path) => {
    expect(problemsOf(own)).toContain(`environments.live.${path}: `);
  });

  const environments = (own: Partial<SiteProps['environments'][string]>, from: Partial<S3BackupsProps> = {}) => ({
    environments: {
      live: { hosts: ['shop.example.com'] as [string], backups: backups(from) },
      stage: { hosts: ['stage.example.com'] as [string], ...own },
    },
  });
  test.each([
    ['nobody', environments({ seed: 'life' }), 'is not an environment of the site', 'did you mean "live"?'],
    ['itself', environments({ seed: 'stage' }), 'is the environment itself', 'live'],
    [
      'one without a copy',
      environments({ seed: 'live' }, { sanitise: undefined }),
      'makes no sanitised copy',
      'add sanitise',
    ],
    [
      'a copy for live',
      environments({ seed: 'live', live: true }),
      'would fill the site that the public uses',
      'restore',
    ],
  ])('%s', (_, own, message, hint) => {
    const report = problemsOf(own);
    expect(report).toContain('environments.stage.seed: ');
    expect(report).toContain(message);
    expect(report).toContain(hint);
  });

  test('two environments with one repository of copies', () => {
    const twice = { live: backups(), other: backups({ bucket: 'other', sanitise: { ...COPY, folder: 'shop/live' } }) };
    const report = problemsOf({
      environments: {
        live: { hosts: ['a.example.com'], backups: twice.live },
        other: { hosts: ['b.example.com'], backups: twice.other },
      },
    });
    expect(report).toContain('environments.other.backups.sanitise.folder: ');
  });

  test('a service that is called as the Secret of the copy is', () => {
    const services = ['seed', 'sanitised-copy'].map((id) => ({
      id,
      bind: () => ({ backup: { kind: 'none' as const } }),
    }));
    const own = {
      environments: {
        live: { hosts: ['a.example.com'] as [string], backups: backups(), services: [services[1]] },
        stage: { hosts: ['b.example.com'] as [string], seed: 'live', services: [services[0]] },
      },
    };
    const report = problemsOf(own as Partial<SiteProps>);
    expect(report).toContain('environments.live.services[0].id');
    expect(report).toContain('environments.stage.services[0].id');
  });
});
