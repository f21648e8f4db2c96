import { ApiObject } from 'cdk8s';
import { find, objectsOf, SHOP } from '../../test/synth';
import { Backups } from '../backups/backups';
import { Edge } from '../edge/edge';
import type { Manifest } from '../kubernetes/manifest';
import { Cache } from '../services/cache';
import { Database } from '../services/database';
import { Files } from '../services/files';
import { HttpCache } from '../services/http-cache';
import { Mail } from '../services/mail';
import { Search } from '../services/search';
import { Access } from '../site/access';
import type { BackingService } from '../site/backing-service';
import { Cluster } from '../site/cluster';
import { Metrics } from '../site/metrics';
import { Notify } from '../site/notification';
import { RegistryCredential } from '../site/registry-credential';
import { SecretSource } from '../site/secret-source';
import type { EnvironmentProps, ReviewProps, SiteProps, SiteSettings } from '../site/site';

const queue: BackingService = {
  id: 'queue',
  bind: (scope) => {
    new ApiObject(scope, 'queue', { apiVersion: 'mail.example.com/v1', kind: 'Queue', metadata: { name: 'mail' } });
    return { env: { QUEUE_HOST: 'queue.example.com' }, connectsTo: [] };
  },
};

/** Every setting, each with another value than its default. The two that exclude `autoscaling` are tested further down, `access` in
 * lib/resolve/access.test.ts, `redirects`, which this profile refuses, in lib/runtime/web-redirects.test.ts. */
const settings: Required<Omit<SiteSettings, 'replicas' | 'access' | 'redirects'>> = {
  image: 'registry.example.com/team/shop:2.0.0',
  profile: 'flightdeck',
  cluster: Cluster.generic({
    edge: Edge.ingress({ className: 'traefik', issuer: 'letsencrypt', visitorAddress: 'connection' }),
    storageClass: 'fast',
    proxyAddresses: ['10.9.0.0/16'],
    podAddresses: ['10.8.0.0/16'],
    dnsAddresses: ['169.254.20.10/32'],
    version: '1.30',
  }),
  database: Database.mysql({
    host: 'db.example.com',
    database: 'shop',
    user: 'drupal',
    password: SecretSource.environment('DB_PASSWORD'),
  }),
  files: Files.nfs({ server: 'nfs.example.com', path: '/srv/shop' }),
  cache: Cache.redis(),
  httpCache: HttpCache.varnish(),
  search: Search.solr({ size: '3Gi' }),
  backups: Backups.spaces({
    region: 'ams3',
    bucket: 'shop-backups',
    accessKey: SecretSource.environment('BACKUP_KEY'),
    secretKey: SecretSource.environment('BACKUP_SECRET'),
    password: SecretSource.environment('BACKUP_PASSWORD'),
  }),
  mail: Mail.smtp({ host: 'smtp.example.com', port: 2525 }),
  notifications: [Notify.slack({ url: SecretSource.environment('SLACK_WEBHOOK'), tell: 'failures' })],
  metrics: Metrics.operator({ namespace: 'watch', labels: { release: 'prometheus' } }),
  services: [queue],
  allow: ['custom-resources'],
  autoscaling: { minReplicas: 3, maxReplicas: 7, cpu: 50 },
  resources: { cpu: '1', memory: '1Gi', memoryLimit: '2Gi' },
  limits: { requestsPerSecond: 3 },
  securityHeaders: { contentSecurityPolicy: "default-src 'self'", frameOptions: false },
  php: { memoryLimit: '512Mi' },
  pod: {
    labels: { team: 'shop' },
    sidecars: { proxy: { image: 'example.com/proxy:2' } },
    mounts: { '/etc/ca': { configMap: 'ca' }, '/mnt/archive': { claim: 'archive' }, '/etc/a.ini': { file: 'a = 1' } },
  },
  web: { resources: { cpu: '2' }, pod: { nodeSelector: { pool: 'web' } } },
  routing: { annotations: { note: 'mine' }, responseHeaders: { 'X-Frame-Options': 'DENY' } },
  healthPath: '/health',
  redirectToCanonical: false,
  release: {
    command: ['drush', 'updb'],
    install: ['drush', 'site:install'],
    timeout: 99,
    order: 'maintenance',
    backup: false,
  },
  cron: { schedule: '7 * * * *', timeout: 77 },
  commands: { index: { drush: ['search-api:index'], schedule: '*/5 * * * *', timeout: 66 } },
  workers: { mail: { drush: ['queue:run', 'mailer'], replicas: 2 } },
  timeZone: 'Europe/Berlin',
  env: { THEME: 'dark' },
  secrets: { 'api-key': SecretSource.environment('API_KEY') },
  hashSalt: SecretSource.existing('salts', 'shop'),
  pullSecret: RegistryCredential.existing('regcred'),
  servicesPullSecret: 'mirror',
  objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'notes' }, data: { text: 'hello' } }],
  patches: [
    { target: { kind: 'NetworkPolicy', name: 'drupal' }, patch: { metadata: { annotations: { note: 'mine' } } } },
  ],
  customize: (site) => {
    new ApiObject(site.chart('services'), 'more', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'more' } });
  },
};

const environment: Required<Omit<EnvironmentProps, keyof SiteSettings | 'seed'>> = {
  hosts: ['shop.example.com', 'www.example.com'],
  branch: 'main',
  live: true, // seen in lib/resolve/live.test.ts; seed, which live cannot have, in lib/backups/sanitised-copy.test.ts
};

const site: Required<Omit<SiteProps, keyof SiteSettings>> = {
  name: 'shop',
  environments: { live: environment },
  review: {
    domain: 'review.example.com',
    database: Database.mariadb(),
    files: Files.block(),
    replicas: 1,
    workers: {},
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
    expect(drupal(objects).env.DRUPAL_REVERSE_PROXY_ADDRESSES).toBe('10.9.0.0/16,10.8.0.0/16');
    expect(find(objects, 'NetworkPolicy', 'drupal').spec.egress[0].to).toContainEqual({
      ipBlock: { cidr: '169.254.20.10/32' },
    });
    expect(find(objects, 'NetworkPolicy', 'acme-solver')).toBeDefined();
  },
  database: (objects) => expect(drupal(objects).env.MYSQL_HOST).toBe('db.example.com'),
  files: (objects) =>
    expect(find(objects, 'PersistentVolume', 'shop-live-files').spec.nfs.server).toBe('nfs.example.com'),
  cache: (objects) => expect(drupal(objects).env.REDIS_HOST).toBe('redis'),
  httpCache: (objects) => {
    expect(find(objects, 'Ingress', 'web').spec.rules[0].http.paths[0].backend.service.name).toBe('varnish');
    expect(drupal(objects).env.VARNISH_HOST).toBe('varnish-pods');
  },
  search: (objects) => expect(find(objects, 'StatefulSet', 'solr')).toBeDefined(),
  backups: (objects) => {
    const { containers } = find(objects, 'CronJob', 'backup').spec.jobTemplate.spec.template.spec;
    expect(containers[0].env).toContainEqual({
      name: 'RESTIC_REPOSITORY',
      value: 's3:https://ams3.digitaloceanspaces.com/shop-backups/shop/live',
    });
    expect(planOf(objects).secrets).toContainEqual(expect.objectContaining({ name: 'backups' }));
  },
  mail: (objects) => expect(drupal(objects).env.SMTP_HOST).toBe('smtp.example.com'),
  notifications: (objects) =>
    expect(planOf(objects).notifications).toStrictEqual([
      { form: 'slack', variable: 'SLACK_WEBHOOK', tell: 'failures' },
    ]),
  services: (objects) => expect(drupal(objects).env.QUEUE_HOST).toBe('queue.example.com'),
  allow: (objects) => expect(find(objects, 'Queue', 'mail')).toBeDefined(),
  autoscaling: (objects) =>
    expect(find(objects, 'HorizontalPodAutoscaler', 'web').spec).toMatchObject({ minReplicas: 3, maxReplicas: 7 }),
  resources: (objects) =>
    expect(drupal(objects).container.resources).toMatchObject({
      requests: { cpu: '2', memory: '1Gi' },
      limits: { memory: '2Gi' },
    }),
  routing: (objects) => {
    const { annotations } = find(objects, 'Ingress', 'web').metadata;
    expect(annotations).toMatchObject({ note: 'mine' });
    expect(annotations?.['traefik.ingress.kubernetes.io/router.middlewares']).toBe(
      ['web-rate', 'web-concurrent', 'web-headers'].map((name) => `shop-live-${name}@kubernetescrd`).join(','),
    );
    expect(find(objects, 'Middleware', 'web-headers').spec.headers.customResponseHeaders).toMatchObject({
      'X-Frame-Options': 'DENY',
    });
  },
  metrics: (objects) => {
    expect(find(objects, 'ServiceMonitor', 'metrics').metadata.labels?.release).toBe('prometheus');
    expect(find(objects, 'PrometheusRule', 'alarms').metadata.labels?.release).toBe('prometheus');
    expect(find(objects, 'NetworkPolicy', 'redis-metrics').spec.ingress[0].from).toStrictEqual([
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'watch' } } },
    ]);
  },
  limits: (objects) =>
    expect(find(objects, 'Middleware', 'web-rate').spec.rateLimit).toMatchObject({ average: 3, burst: 100 }),
  securityHeaders: (objects) =>
    expect(find(objects, 'Middleware', 'web-headers').spec.headers.customResponseHeaders).toStrictEqual({
      'Strict-Transport-Security': 'max-age=31536000',
      'Content-Security-Policy': "default-src 'self'",
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY', // as routing.responseHeaders says
    }),
  php: (objects) => expect(drupal(objects).env.PHP_MEMORY_LIMIT).toBe('512M'),
  pod: (objects) => {
    for (const pod of [drupal(objects).spec, find(objects, 'CronJob', 'index').spec.jobTemplate.spec.template.spec])
      expect([...(pod.initContainers ?? []), ...pod.containers].map(({ name }) => name)).toContain('proxy');
    expect(find(objects, 'Deployment', 'web').spec.template.metadata.labels.team).toBe('shop');
    const { claims, configMaps, kubernetes } = planOf(objects);
    expect({ claims, configMaps, kubernetes }).toStrictEqual({
      claims: ['archive'],
      configMaps: ['ca'],
      kubernetes: '1.30',
    });
    expect(
      objects.filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('file-')),
    ).toHaveLength(1);
  },
  web: (objects) => {
    expect(drupal(objects).spec.nodeSelector).toStrictEqual({ pool: 'web' });
    expect(find(objects, 'CronJob', 'index').spec.jobTemplate.spec.template.spec).not.toHaveProperty('nodeSelector');
  },
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
    expect(planOf(objects)).toMatchObject({ releaseOrder: 'maintenance', releaseCommand: ['drush', 'updb'] });
  },
  cron: (objects) =>
    expect(find(objects, 'CronJob', 'cron').spec).toMatchObject({
      schedule: '7 * * * *',
      jobTemplate: { spec: { activeDeadlineSeconds: 77 } },
    }),
  workers: (objects) => expect(find(objects, 'Deployment', 'mail').spec.replicas).toBe(2),
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
  pullSecret: (objects) => expect(drupal(objects).spec.imagePullSecrets).toContainEqual({ name: 'regcred' }),
  servicesPullSecret: (objects) => {
    const account = find(objects, 'ServiceAccount', 'services') as Manifest & { imagePullSecrets: object[] };
    expect(account.imagePullSecrets).toStrictEqual([{ name: 'regcred' }, { name: 'mirror' }]);
    expect(drupal(objects).spec.imagePullSecrets).toStrictEqual([{ name: 'regcred' }, { name: 'mirror' }]); // of the sidecar
    expect(planOf(objects).secrets).toContainEqual({
      name: 'mirror',
      type: 'kubernetes.io/dockerconfigjson',
      purpose: "pulling the services' images",
      keys: { '.dockerconfigjson': { from: 'existing', secret: 'mirror', key: '.dockerconfigjson' } },
    });
  },
  objects: (objects) =>
    expect(find(objects, 'ConfigMap', 'notes')).toMatchObject({
      metadata: { namespace: 'shop-live', labels: { 'app.kubernetes.io/instance': 'shop-live' } },
      data: { text: 'hello' },
    }),
  customize: (objects) => expect(find(objects, 'ConfigMap', 'more').metadata.namespace).toBe('shop-live'),
  patches: (objects) =>
    expect(find(objects, 'NetworkPolicy', 'drupal').metadata.annotations).toMatchObject({ note: 'mine' }),
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

describe('pod', () => {
  const labelsOf = (props: Partial<SiteProps>) =>
    find(objectsOf(props), 'Deployment', 'web').spec.template.metadata.labels;

  test('of cluster, site, environment and workload add up', () => {
    const level = (name: string) => ({ labels: { last: name, [name]: 'yes' } });
    const environments = { live: { ...environment, pod: level('environment') } };
    const cluster = Cluster.generic({ pod: level('cluster') });
    const all = { cluster, pod: level('site'), web: { pod: level('workload') }, environments };
    expect(labelsOf(all)).toMatchObject({
      cluster: 'yes',
      site: 'yes',
      environment: 'yes',
      workload: 'yes',
      last: 'workload',
    });
    expect(labelsOf({ ...all, web: {} }).last).toBe('environment');
  });

  test('of all that runs Drupal can take its part of the resources', () => {
    const objects = objectsOf({
      resources: { memory: '1Gi' },
      release: { resources: { memory: '2Gi' } },
      cron: { resources: { cpu: '50m' } },
    });
    const job = objects.find(({ kind }) => kind === 'Job')?.spec.template.spec.containers[0];
    const cron = find(objects, 'CronJob', 'cron').spec.jobTemplate.spec.template.spec.containers[0];
    expect(drupal(objects).container.resources.requests).toMatchObject({ cpu: '250m', memory: '1Gi' });
    expect(job.resources.requests).toMatchObject({ cpu: '250m', memory: '2Gi' });
    expect(cron.resources.requests).toMatchObject({ cpu: '50m', memory: '1Gi' });
  });

  test('says what must be there, and takes over no key of the site’s own', () => {
    const objects = objectsOf({
      pod: {
        mounts: {
          '/etc/ldap': { secret: 'ldap' },
          '/etc/salt': { secret: 'drupal', subPath: 'hash-salt' },
          '/mnt/files': { claim: 'files' },
        },
      },
    });
    const { secrets } = planOf(objects);
    expect(secrets).toContainEqual({ name: 'ldap', purpose: 'a mount of the pods', keys: {} });
    expect(secrets).toContainEqual(
      expect.objectContaining({ name: 'drupal', keys: { 'hash-salt': SecretSource.generated() } }),
    );
  });
});

describe('cron and commands', () => {
  const namesOf = (props: Partial<SiteProps>) =>
    objectsOf(props)
      .filter(({ kind }) => kind === 'CronJob')
      .map(({ metadata }) => metadata.name);
  const argsOf = (objects: readonly Manifest[], name: string) =>
    find(objects, 'CronJob', name).spec.jobTemplate.spec.template.spec.containers[0].args;

  test('cron false makes none, and leaves the commands', () => {
    expect(namesOf({ cron: false, commands: { index: { drush: ['search-api:index'] } } })).toStrictEqual(['index']);
  });

  test('of the environment takes the place of the site’s', () => {
    const environments = { live: { ...environment, cron: {} }, stage: { hosts: ['stage.example.com'] as const } };
    expect(namesOf({ cron: false, environments })).toStrictEqual(['cron']);
  });

  test('run any program', () => {
    const objects = objectsOf({
      cron: { command: ['drush', 'scheduler:cron'], schedule: 'H/5 * * * *' },
      commands: { chain: { command: ['sh', '-c', 'drush queue:run mail && echo $(date)'] } },
    });
    expect(argsOf(objects, 'cron')).toStrictEqual(['drush', 'scheduler:cron']);
    expect(find(objects, 'CronJob', 'cron').spec.schedule).toMatch(/^[0-4]-59\/5 \* \* \* \*$/);
    expect(argsOf(objects, 'chain')).toStrictEqual(['sh', '-c', 'drush queue:run mail && echo $$(date)']);
  });
});

describe('env takes secrets', () => {
  const objects = objectsOf({
    env: {
      THEME: 'dark',
      API_KEY: SecretSource.environment('SHOP_API_KEY'),
      SESSION_TOKEN: SecretSource.generated(),
      LICENSE: SecretSource.existing('license', 'code'),
    },
  });
  const variables = drupal(objects).container.env as { name: string; value?: string; valueFrom?: object }[];
  const from = (name: string, key: string) => ({ valueFrom: { secretKeyRef: { name, key } } });

  test('by reference, in every Drupal container', () => {
    const [release] = objects.find(({ kind }) => kind === 'Job')?.spec.template.spec.containers ?? [];
    for (const env of [variables, release.env]) {
      expect(env).toContainEqual({ name: 'THEME', value: 'dark' });
      expect(env).toContainEqual({ name: 'API_KEY', ...from('site-env', 'SHOP_API_KEY') });
      expect(env).toContainEqual({ name: 'SESSION_TOKEN', ...from('site-env', 'generated.SESSION_TOKEN') });
      expect(env).toContainEqual({ name: 'LICENSE', ...from('license', 'code') });
    }
  });

  test('and the deploy plan says what must exist', () => {
    const { secrets } = planOf(objects);
    expect(secrets).toContainEqual({
      name: 'site-env',
      purpose: 'the environment variable API_KEY',
      keys: {
        SHOP_API_KEY: { from: 'environment', variable: 'SHOP_API_KEY' },
        'generated.SESSION_TOKEN': { from: 'generated' },
      },
    });
    expect(secrets).toContainEqual(
      expect.objectContaining({ name: 'license', keys: { code: SecretSource.existing('license', 'code') } }),
    );
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

test('every name of a setting but backups is one that ReviewProps takes too', () => {
  const { backups: _none, ...others } = settings;
  const review: Required<Omit<ReviewProps, 'replicas' | 'seed'>> = {
    ...others,
    access: Access.open(),
    redirects: [],
    domain: 'review.example.com',
  };
  expect(() => objectsOf({ ...site, review })).not.toThrow();
});

test('a site that says nothing gets at most 15 objects', () => {
  expect(objectsOf({}).length).toBeLessThanOrEqual(15);
});
