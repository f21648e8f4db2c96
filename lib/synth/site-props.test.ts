import { ApiObject } from 'cdk8s';
import { find, objectsOf, SHOP } from '../../test/synth';
import type { Manifest } from '../checks/manifest';
import { Edge } from '../edge/edge';
import { Cache } from '../services/cache';
import { Database } from '../services/database';
import { Files } from '../services/files';
import { Search } from '../services/search';
import type { BackingService } from '../site/backing-service';
import { Cluster } from '../site/cluster';
import { RegistryCredential } from '../site/registry-credential';
import { SecretSource } from '../site/secret-source';
import type { EnvironmentProps, ReviewProps, SiteProps, SiteSettings } from '../site/site';

const mail: BackingService = {
  id: 'mail',
  bind: (scope) => {
    new ApiObject(scope, 'queue', { apiVersion: 'mail.example.com/v1', kind: 'Queue', metadata: { name: 'mail' } });
    return { env: { MAIL_HOST: 'mail.example.com' }, connectsTo: [] };
  },
};

/** Every setting, each with another value than its default. The two that exclude `autoscaling` are tested further down. */
const settings: Required<Omit<SiteSettings, 'replicas'>> = {
  image: 'registry.example.com/team/shop:2.0.0',
  profile: 'flightdeck',
  cluster: Cluster.generic({
    edge: Edge.ingress({ className: 'traefik', issuer: 'letsencrypt' }),
    storageClass: 'fast',
    proxyAddresses: ['10.9.0.0/16'],
    dnsAddresses: ['169.254.20.10/32'],
  }),
  database: Database.mysql({
    host: 'db.example.com',
    database: 'shop',
    user: 'drupal',
    password: SecretSource.environment('DB_PASSWORD'),
  }),
  files: Files.nfs({ server: 'nfs.example.com', path: '/srv/shop' }),
  cache: Cache.redis(),
  search: Search.solr({ size: '3Gi' }),
  services: [mail],
  allow: ['custom-resources'],
  autoscaling: { minReplicas: 3, maxReplicas: 7, cpu: 50 },
  resources: { cpu: '1', memory: '1Gi', memoryLimit: '2Gi' },
  healthPath: '/health',
  redirectToCanonical: false,
  release: { command: ['drush', 'updb'], install: ['drush', 'site:install'], timeout: 99, order: 'maintenance' },
  cron: { schedule: '7 * * * *', timeout: 77 },
  commands: { index: { drush: ['search-api:index'], schedule: '*/5 * * * *', timeout: 66 } },
  timeZone: 'Europe/Berlin',
  env: { THEME: 'dark' },
  secrets: { 'api-key': SecretSource.environment('API_KEY') },
  hashSalt: SecretSource.existing('salts', 'shop'),
  pullSecret: RegistryCredential.existing('regcred'),
  servicesPullSecret: 'mirror',
};

const environment: Required<Omit<EnvironmentProps, keyof SiteSettings>> = {
  hosts: ['shop.example.com', 'www.example.com'],
  branch: 'main',
};

const site: Required<Omit<SiteProps, keyof SiteSettings>> = {
  name: 'shop',
  environments: { live: environment },
  review: {
    domain: 'review.example.com',
    database: Database.mariadb(),
    files: Files.block(),
    replicas: 1,
  },
};

const drupal = (objects: readonly Manifest[]) => {
  const { spec } = find(objects, 'Deployment', 'web').spec.template;
  const [container] = spec.containers;
  const env = Object.fromEntries(
    container.env.map(({ name, value }: { name: string; value: string }) => [name, value]),
  );
  return { spec, container, env };
};

const planOf = (objects: readonly Manifest[]) => JSON.parse(find(objects, 'ConfigMap', 'deploy').data['plan.json']);

/** Each setting and what must be seen of it in the objects. A new setting without a line here does not compile. */
const effects: Record<keyof typeof settings, (objects: readonly Manifest[]) => void> = {
  image: (objects) => expect(drupal(objects).container.image).toBe('registry.example.com/team/shop:2.0.0'),
  profile: (objects) => expect(drupal(objects).env.APACHE_SITE_NAME).toBe('shop.example.com'),
  cluster: (objects) => {
    expect(find(objects, 'Ingress', 'web')).toMatchObject({
      metadata: { annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } },
      spec: { ingressClassName: 'traefik' },
    });
    expect(find(objects, 'StatefulSet', 'solr').spec.volumeClaimTemplates[0].spec.storageClassName).toBe('fast');
    expect(drupal(objects).env.DRUPAL_REVERSE_PROXY_ADDRESSES).toBe('10.9.0.0/16');
    expect(find(objects, 'NetworkPolicy', 'drupal').spec.egress[0].to).toContainEqual({
      ipBlock: { cidr: '169.254.20.10/32' },
    });
    expect(find(objects, 'NetworkPolicy', 'acme-solver')).toBeDefined();
  },
  database: (objects) => expect(drupal(objects).env.MYSQL_HOST).toBe('db.example.com'),
  files: (objects) =>
    expect(find(objects, 'PersistentVolume', 'shop-live-files').spec.nfs.server).toBe('nfs.example.com'),
  cache: (objects) => expect(drupal(objects).env.REDIS_HOST).toBe('redis'),
  search: (objects) => expect(find(objects, 'StatefulSet', 'solr')).toBeDefined(),
  services: (objects) => expect(drupal(objects).env.MAIL_HOST).toBe('mail.example.com'),
  allow: (objects) => expect(find(objects, 'Queue', 'mail')).toBeDefined(),
  autoscaling: (objects) =>
    expect(find(objects, 'HorizontalPodAutoscaler', 'web').spec).toMatchObject({ minReplicas: 3, maxReplicas: 7 }),
  resources: (objects) =>
    expect(drupal(objects).container.resources).toMatchObject({
      requests: { cpu: '1', memory: '1Gi' },
      limits: { memory: '2Gi' },
    }),
  healthPath: (objects) => expect(drupal(objects).container.readinessProbe.httpGet.path).toBe('/health'),
  redirectToCanonical: (objects) =>
    expect(find(objects, 'Ingress', 'web').spec.rules.map(({ host }: { host: string }) => host)).toStrictEqual([
      'shop.example.com',
      'www.example.com',
    ]),
  release: (objects) => {
    const job = objects.find(({ kind }) => kind === 'Job');
    expect(job?.spec.activeDeadlineSeconds).toBe(99);
    expect(job?.spec.template.spec.containers[0].args.slice(-2)).toStrictEqual(['drush', 'site:install']);
    expect(job?.spec.template.spec.containers[0].args[2]).toContain("'drush' 'updb'");
    expect(planOf(objects).releaseOrder).toBe('maintenance');
  },
  cron: (objects) =>
    expect(find(objects, 'CronJob', 'cron').spec).toMatchObject({
      schedule: '7 * * * *',
      jobTemplate: { spec: { activeDeadlineSeconds: 77 } },
    }),
  commands: (objects) => {
    const { schedule, jobTemplate } = find(objects, 'CronJob', 'index').spec;
    expect([schedule, jobTemplate.spec.activeDeadlineSeconds]).toStrictEqual(['*/5 * * * *', 66]);
    expect(jobTemplate.spec.template.spec.containers[0].args).toStrictEqual(['drush', 'search-api:index']);
  },
  timeZone: (objects) => {
    for (const name of ['cron', 'index']) expect(find(objects, 'CronJob', name).spec.timeZone).toBe('Europe/Berlin');
  },
  env: (objects) => expect(drupal(objects).env.THEME).toBe('dark'),
  secrets: (objects) => {
    expect(drupal(objects).container.volumeMounts).toContainEqual({
      name: 'site',
      mountPath: '/secrets/site',
      readOnly: true,
    });
    expect(planOf(objects).secrets).toContainEqual(
      expect.objectContaining({ name: 'site', keys: { 'api-key': { from: 'environment', variable: 'API_KEY' } } }),
    );
  },
  hashSalt: (objects) =>
    expect(drupal(objects).spec.volumes).toContainEqual({
      name: 'drupal',
      secret: { secretName: 'salts', defaultMode: 0o440, items: [{ key: 'shop', path: 'hash-salt' }] },
    }),
  pullSecret: (objects) => expect(drupal(objects).spec.imagePullSecrets).toStrictEqual([{ name: 'regcred' }]),
  servicesPullSecret: (objects) => {
    const account = find(objects, 'ServiceAccount', 'services') as Manifest & { imagePullSecrets: object[] };
    expect(account.imagePullSecrets).toStrictEqual([{ name: 'regcred' }, { name: 'mirror' }]);
    expect(planOf(objects).secrets).toContainEqual({
      name: 'mirror',
      type: 'kubernetes.io/dockerconfigjson',
      purpose: "pulling the services' images",
      keys: { '.dockerconfigjson': { from: 'existing', secret: 'mirror', key: '.dockerconfigjson' } },
    });
  },
};

const names = Object.keys(effects) as (keyof typeof settings)[];

describe('a setting of the site has its effect', () => {
  const objects = objectsOf({ ...site, ...settings });
  test.each(names)('%s', (name) => effects[name](objects));
});

describe('a setting of the environment takes the place of the site’s', () => {
  const objects = objectsOf({
    ...site,
    image: 'example.com/other:1',
    environments: { live: { ...environment, ...settings } },
  });
  test.each(names)('%s', (name) => effects[name](objects));
});

describe('a setting is left to its default where it is undefined', () => {
  const undefinedOnes = Object.fromEntries(names.filter((name) => name !== 'image').map((name) => [name, undefined]));

  test('in the site', () => {
    expect(objectsOf(undefinedOnes)).toStrictEqual(objectsOf({}));
  });

  test('in the environment', () => {
    const { live } = SHOP.environments;
    expect(objectsOf({ environments: { live: { ...live, ...undefinedOnes } } as never })).toStrictEqual(objectsOf({}));
  });
});

describe('replicas', () => {
  const files = Files.existing({ claim: 'uploads', accessMode: 'ReadWriteMany' });
  const replicasOf = (props: Partial<SiteProps>) => find(objectsOf(props), 'Deployment', 'web').spec.replicas;

  test.each([
    ['the number of the site', { files, replicas: 4 }, 4],
    ['one on block storage', {}, 1],
    ['two elsewhere', { files }, 2],
  ])('is %s', (_what, props, expected) => {
    expect(replicasOf(props)).toBe(expected);
  });

  test('of the environment takes the place of the site’s', () => {
    const environments = { live: { ...environment, replicas: 3 } };
    expect(replicasOf({ files, replicas: 4, environments })).toBe(3);
  });

  test('of the environment takes the place of the site’s autoscaling, and the other way round', () => {
    const fixed = { live: { ...environment, replicas: 3 } };
    expect(replicasOf({ files, autoscaling: {}, environments: fixed })).toBe(3);
    const following = { live: { ...environment, autoscaling: {} } };
    expect(replicasOf({ files, replicas: 4, environments: following })).toBeUndefined();
  });
});

describe('block storage', () => {
  const objects = objectsOf({});

  test('has one pod, which is replaced', () => {
    expect(find(objects, 'Deployment', 'web').spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } });
  });

  test('keeps all pods of Drupal on one node', () => {
    expect(drupal(objects).spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
  });
});

test('hosts', () => {
  expect(drupal(objectsOf({ ...site, image: settings.image })).env.DRUPAL_TRUSTED_HOSTS).toBe(
    'shop.example.com,www.example.com',
  );
});

test('name and environment are the namespace', () => {
  expect(find(objectsOf({}), 'Namespace', 'shop-live')).toBeDefined();
});

test('every name of a setting is one that ReviewProps takes too', () => {
  const review: Required<Omit<ReviewProps, 'replicas'>> = { ...settings, domain: 'review.example.com' };
  expect(() => objectsOf({ ...site, review })).not.toThrow();
});

test('a site that says nothing gets at most 15 objects', () => {
  expect(objectsOf({}).length).toBeLessThanOrEqual(15);
});
