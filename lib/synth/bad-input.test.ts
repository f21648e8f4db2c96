import { expand } from '../../test/kubernetes-expand';
import { oops } from '../../test/oops';
import { find, objectsOf, SHOP, siteFile, synth, synthFiles } from '../../test/synth';
import { Backups } from '../backups/backups';
import { Edge } from '../edge/edge';
import { Cache } from '../services/cache';
import { Database } from '../services/database';
import { Files } from '../services/files';
import { Search } from '../services/search';
import { Cluster } from '../site/cluster';
import { Metrics } from '../site/metrics';
import { RegistryCredential } from '../site/registry-credential';
import { SecretSource } from '../site/secret-source';

const { live } = SHOP.environments;
const long = (length: number) => 'a'.repeat(length);
const hosts = (...names: string[]) => ({ environments: { live: { hosts: names } } });
const inLive = (props: object) => ({ environments: { live: { ...live, ...props } } });
const shared = Files.existing({ claim: 'uploads', accessMode: 'ReadWriteMany' });
const behind = (controller: 'generic' | 'nginx' | 'traefik') => Cluster.generic({ edge: Edge.ingress({ controller }) });
const mysql = { host: 'db', database: 'd', user: 'u', password: SecretSource.environment('DB') };
const KEY = SecretSource.environment('KEY');
const backups = Backups.spaces({ region: 'ams3', bucket: 'shop', accessKey: KEY, secretKey: KEY, password: KEY });
const service = (id: string) => ({ id, bind: () => ({}) });

/** What is wrong, how the definition differs from a sound one, and each problem as `path: message`. */
type Case = [what: string, props: object, ...problems: string[]];

/** Runs synth and finds exactly these problems: the path in full, the message by its beginning. */
function check(_what: string, props: object, ...problems: string[]) {
  const { status, report, files } = synth([{ ...SHOP, ...props }]);
  expect([status, Object.keys(files)]).toStrictEqual([1, []]);
  const found = report
    .split('\n')
    .filter((line) => /^ {2}\S/.test(line))
    .map((line) => line.slice(2));
  const missing = problems.filter((problem) => {
    const [path = '', message = ''] = problem.split(/: (.*)/s);
    return !found.some((line) => line.startsWith(`${path}: `) && line.includes(message));
  });
  expect({ missing, found }).toStrictEqual({ missing: [], found: expect.any(Array) });
  expect(found).toHaveLength(problems.length);
  expect(report.match(/^ {4}allowed: \S/gm)).toHaveLength(problems.length);
  expect(report.match(/^ {4}fix: {5}\S/gm)).toHaveLength(problems.length);
}

describe('names and hosts', () => {
  test.each<Case>([
    ['a name in capitals', { name: 'Shop' }, 'name: "Shop" is not a DNS label'],
    ['a name with a dot', { name: 'shop.de' }, 'name: "shop.de" is not a DNS label'],
    ['an empty name', { name: '' }, 'name: "" is not a DNS label'],
    ['a name of 64 characters', { name: long(64) }, 'name: is not a DNS label'],
    ['a name that is too long with the environment', { name: long(60) }, 'name: the namespace would be'],
    ['an environment in capitals', { environments: { Live: live } }, 'environments.Live: is not a DNS label'],
    ['a host in capitals', hosts('Shop.example.com'), 'environments.live.hosts[0]: is not a host name'],
    ['a host with a scheme', hosts('https://a.example.com/'), 'environments.live.hosts[0]: is not a host name'],
    ['a wildcard', hosts('*.example.com'), 'environments.live.hosts[0]: is not a host name'],
    ['an address', hosts('10.0.0.1'), 'environments.live.hosts[0]: is not a host name'],
    ['a host of one label', hosts('localhost'), 'environments.live.hosts[0]: is not a host name'],
    ['a host with a dot at the end', hosts('a.example.com.'), 'environments.live.hosts[0]: is not a host name'],
    ['no host', hosts(), 'environments.live.hosts: [] is empty'],
    ['no hosts', { environments: { live: {} } }, 'environments.live.hosts: is missing'],
    ['no environment', { environments: {} }, 'environments: {} is empty'],
    ['no environments', { environments: undefined }, 'environments: is missing'],
    ['an empty branch', inLive({ branch: '' }), 'environments.live.branch: "" is empty'],
    ['a host twice', hosts('a.example.com', 'a.example.com'), 'environments.live.hosts[1]: is used by shop live too'],
    [
      'a host in two environments',
      { environments: { live, stage: live } },
      'environments.stage.hosts[0]: is used by shop live too',
    ],
    ['a domain that is none', { review: { domain: 'localhost' } }, 'review.domain: is not a host name'],
  ])('fails for %s', check);

  test('fails for a host that two sites claim', () => {
    const { report } = synth([SHOP, { ...SHOP, name: 'blog' }]);
    expect(report).toContain(
      'blog live\n  environments.live.hosts[0]: "shop.example.com" is used by shop live too (environments.live.hosts[0])',
    );
  });

  test('fails for a name that two sites have', () => {
    const { report } = synth([SHOP, { ...SHOP, ...hosts('b.example.com') }]);
    expect(report).toContain('name: "shop" is the name of two sites');
  });

  test('suggests a name and a host that would do', () => {
    const { report } = synth([{ ...SHOP, name: 'My Shop', ...hosts('HTTPS://Shop.example.com:443/') }]);
    expect(report).toContain('write "my-shop"');
    expect(report).toContain('write "shop.example.com"');
  });

  test('fails for two sites that would share a namespace', () => {
    const one = { ...SHOP, name: 'a-b', environments: { c: { hosts: ['a.example.com'] } } };
    const other = { ...SHOP, name: 'a', environments: { 'b-c': { hosts: ['b.example.com'] } } };
    expect(synth([one, other]).status).toBe(1);
  });
});

describe('properties', () => {
  test.each<Case>([
    ['an unknown one of the site', { colour: 1 }, 'colour: is not a property'],
    ['an unknown one of an environment', inLive({ colour: 1 }), 'environments.live.colour: is not a property'],
    ['an unknown one of autoscaling', { files: shared, autoscaling: { x: 1 } }, 'autoscaling.x: is not a property'],
    ['an unknown one of resources', { resources: { x: 1 } }, 'resources.x: is not a property'],
    ['an unknown one of the release', { release: { x: 1 } }, 'release.x: is not a property'],
    ['an unknown one of cron', { cron: { x: 1 } }, 'cron.x: is not a property'],
    ['an unknown one of a command', { commands: { a: { drush: ['a'], x: 1 } } }, 'commands.a.x: is not a property'],
    ['an unknown one of a secret', { secrets: { a: { from: 'generated', x: 1 } } }, 'secrets.a.x: is not a property'],
    ['an unknown one of the review', { review: { domain: 'a.example', x: 1 } }, 'review.x: is not a property'],
    [
      'an unknown one of the database',
      { database: Database.mariadb({ x: 1 } as never) },
      'database.x: is not a property',
    ],
    ['an unknown one of the files', { files: Files.block({ x: 1 } as never) }, 'files.x: is not a property'],
    ['an unknown one of the cluster', { cluster: Cluster.doks({ x: 1 } as never) }, 'cluster.x: is not a property'],
    [
      'an unknown one of the edge',
      { cluster: Cluster.doks({ edge: Edge.ingress({ x: 1 } as never) }) },
      'cluster.edge.x: is not a property',
    ],
  ])('fails for %s', check);

  test.each([
    ['databse', 'database'],
    ['Replicas', 'replicas'],
    ['timezone', 'timeZone'],
    ['pullSecrets', 'pullSecret'],
  ])('of %s it asks whether %s was meant', (wrong, likely) => {
    expect(synth([{ ...SHOP, [wrong]: 1 }]).report).toContain(`did you mean "${likely}"?`);
  });
});

describe('images', () => {
  test.each<Case>([
    ['no reference', { image: 'Not An Image' }, 'image: is not an image reference'],
    ['an empty one', { image: '' }, 'image: "" is empty'],
    ['the tag latest', { image: 'shop:latest' }, 'image: names the tag "latest"'],
    ['the tag latest in an environment', inLive({ image: 'shop:latest' }), 'environments.live.image: names the tag'],
    ['a service without a tag', { cache: Cache.redis({ image: 'redis' }) }, 'cache.image: does not say which version'],
    ['a service with latest', { search: Search.solr({ image: 'solr:latest' }) }, 'search.image: does not say which'],
  ])('fails for %s', check);
});

describe('quantities', () => {
  const size = (text: string) => ({ database: Database.mariadb({ size: text as never }) });

  test.each<Case>([
    ['a size without unit', size('10'), 'database.size: "10" is not a size'],
    ['a size in GB', size('10GB'), 'database.size: "10GB" is not a size'],
    ['half a size', size('1.5Gi'), 'database.size: "1.5Gi" is not a size'],
    ['a size of nothing', size('0Gi'), 'database.size: "0Gi" is not a size'],
    ['a millionth of a core', { resources: { cpu: '0.000001' } }, 'resources.cpu: "0.000001" is not processor time'],
    ['250 cores', { resources: { cpu: '250' } }, 'resources.cpu: "250" is more than a node has'],
    ['memory without unit', { resources: { memory: '512' } }, 'resources.memory: "512" is not a size'],
    ['a timeout of none', { release: { timeout: 0 } }, 'release.timeout: 0 is out of range'],
    ['a timeout of two days', { cron: { timeout: 172_800 } }, 'cron.timeout: 172800 is out of range'],
    ['half a pod', { replicas: 0.5 }, 'replicas: 0.5 is out of range'],
    ['no pod', { replicas: 0 }, 'replicas: 0 is out of range'],
    [
      'limits below requests of the database',
      { database: Database.mariadb({ resources: { memory: '2Gi', memoryLimit: '1Gi' } }) },
      'database.resources.memoryLimit: "1Gi" is less than what is reserved, 2Gi',
    ],
    [
      'a limit below the default request',
      { search: Search.solr({ resources: { memoryLimit: '256Mi' } }) },
      'search.resources.memoryLimit: "256Mi" is less than what is reserved, 768Mi',
    ],
  ])('fails for %s', check);

  test.each([
    ['10GB', 'write "10Gi"'],
    ['1.5Gi', 'write "1536Mi"'],
    ['10', 'add the unit: "10Mi" or "10Gi"'],
    ['much', 'write the number and the unit, such as "10Gi"'],
  ])('says of the size %s what to write', (text, fix) => {
    expect(synth([{ ...SHOP, ...size(text) }]).report).toContain(`fix:     ${fix}\n`);
  });

  test('takes half a core, and writes it as the API server does', () => {
    const web = find(objectsOf({ resources: { cpu: '0.5' } }), 'Deployment', 'web');
    expect(web.spec.template.spec.containers[0].resources.requests.cpu).toBe('500m');
  });

  test.each([
    [{ memory: '2Gi', memoryLimit: '1Gi' }],
    [{ memoryLimit: '256Mi' }],
    [{ cpuLimit: '100m' }],
    [{ ephemeralStorageLimit: '1Mi' }],
  ])('fails for a Drupal container whose limit is below its request: %o', (resources) => {
    expect(synth([{ ...SHOP, resources }]).status).toBe(1);
  });
});

describe('figures and alarms', () => {
  const wrong = (props: object) => ({ metrics: Metrics.operator(props) });
  const exporter = { 'apache-exporter': { image: 'example.com/x:1' } };
  test.each<Case>([
    ['true', { metrics: true }, 'metrics: true does not say who reads the figures'],
    ['an object of nobody', { metrics: { namespace: 'x' } }, 'metrics.form: is missing'],
    ['a namespace that is none', wrong({ namespace: 'Mon' }), 'metrics.namespace: "Mon" is not a DNS label'],
    [
      'a label of ours',
      wrong({ labels: { 'app.kubernetes.io/name': 'x' } }),
      'metrics.labels["app.kubernetes.io/name"]: is a label by which',
    ],
    ['a time in words', wrong({ interval: '30s' }), 'metrics.interval: "30s" is not a number'],
    [
      'an interval where annotations have none',
      { metrics: Metrics.annotations({ interval: 30 } as never) },
      'metrics.interval: is not a property',
    ],
    ['alarms that are on', wrong({ alarms: true }), 'metrics.alarms: true does not say what is an alarm'],
    [
      'several things at once',
      wrong({
        alarms: { without: ['DrupalWebDwon'], volumePercent: 95, runbooks: 'wiki#metrics' },
        images: { apache: 'example.com/exporter', redis: 'example.com/x:latest' },
      }),
      'metrics.alarms.without[0]: "DrupalWebDwon" is not an alarm',
      'metrics.alarms.volumePercent: 95 is out of range',
      'metrics.alarms.runbooks: "wiki#metrics" is not the address of a page',
      'metrics.images.apache: "example.com/exporter" does not say which version runs',
      'metrics.images.redis: "example.com/x:latest" does not say which version runs',
    ],
    [
      "the exporter's name twice",
      { ...wrong({}), pod: { initContainers: exporter }, web: { pod: { sidecars: exporter } } },
      'pod.initContainers.apache-exporter: is the name of the container',
      'web.pod.sidecars.apache-exporter: is the name of the container',
    ],
    [
      "the exporter's port",
      {
        ...wrong({}),
        web: { pod: { sidecars: { mine: { image: 'example.com/x:1', ports: [{ containerPort: 9117 }] } } } },
      },
      'web.pod.sidecars.mine.ports[0].containerPort: 9117 is a port by which',
    ],
  ])('%s', check);
});

describe('schedules', () => {
  const cron = (schedule: string): Case => [schedule, { cron: { schedule } }, 'cron.schedule: is not a schedule'];

  test.each<Case>([
    ...['0 0 * * 7', '0 0 L * *', '0 0 * * 1#2', '0 0 0 * * *', '@daily', '* * * *', '', '60 * * * *'].map(cron),
    ['a command', { commands: { a: { drush: ['a'], schedule: '@hourly' } } }, 'commands.a.schedule: is not a schedule'],
    ['a zone in small letters', { timeZone: 'europe/berlin' }, 'timeZone: "europe/berlin" is not a time zone'],
    ['an unknown zone', { timeZone: 'Mars/Olympus' }, 'timeZone: "Mars/Olympus" is not a time zone'],
    ['the command cron', { commands: { cron: { drush: ['a'] } } }, "commands.cron: is the name of Drupal's own cron"],
    ['a command without words', { commands: { a: { drush: [] } } }, 'commands.a.drush: [] is empty'],
    ['a command in capitals', { commands: { Feeds: { drush: ['a'] } } }, 'commands.Feeds: is not a DNS label'],
    ['a long command', { commands: { [long(53)]: { drush: ['a'] } } }, `commands.${long(53)}: is too long`],
  ])('fails for %s', check);

  test.each(['web', 'release'])(
    'fails for the command %s, whose pods would be taken for those of the other',
    (name) => {
      expect(synth([{ ...SHOP, commands: { [name]: { drush: ['a'] } } }]).status).toBe(1);
    },
  );
});

describe('pods', () => {
  const autoscaling = { minReplicas: 5, maxReplicas: 2 };

  test.each<Case>([
    ['replicas on block storage', { replicas: 2 }, 'replicas: 2 is more than block storage allows'],
    ['autoscaling on block storage', { autoscaling: {} }, 'autoscaling: is not possible with block storage'],
    [
      'autoscaling on a claim of one node',
      { files: Files.existing({ claim: 'x', accessMode: 'ReadWriteOnce' }), autoscaling: {} },
      'autoscaling: is not possible with block storage',
    ],
    ['both', { files: shared, replicas: 2, autoscaling: {} }, 'replicas: 2 conflicts with autoscaling'],
    [
      'bounds the wrong way round',
      { files: shared, autoscaling },
      'autoscaling.minReplicas: 5 is more than maxReplicas, 2',
    ],
    ['replicas of an environment', inLive({ replicas: 3 }), 'environments.live.replicas: 3 is more than block storage'],
    ['a path that is none', { healthPath: 'health' }, 'healthPath: "health" is not an absolute path'],
    ['an unknown profile', { profile: 'nginx' }, 'profile: "nginx" is not a profile'],
    ['an empty release', { release: { command: [] } }, 'release.command: [] is empty'],
    [
      'an install step without a database that says whether it is empty',
      { release: { install: ['drush', 'site:install'] }, database: { id: 'own', bind: () => ({}) } },
      'release.install: ["drush","site:install"] needs a database that can be asked whether it is empty',
    ],
    ['an order that is none', { release: { order: 'during' } }, 'release.order: "during" is not an order'],
  ])('fails for %s', check);

  test('names the way out of block storage', () => {
    expect(synth([{ ...SHOP, replicas: 2 }]).report).toContain(
      'Files.shared(...), Files.nfs(...) or Files.existing(...)',
    );
  });
});

describe('variables and secrets', () => {
  const env = (name: string) => ({ env: { [name]: 'x' } });

  test.each(['SMTP_HOST', 'DRUPAL_CONFIG_SYNC'])('%s is the site’s to say', (name) => {
    expect(synth([{ ...SHOP, ...env(name) }]).status).toBe(0);
  });

  test.each<Case>([
    ...['DB_PASSWORD', 'STRIPE_SECRET', 'GITHUB_TOKEN', 'MAPS_API_KEY', 'SSH_PRIVATE_KEY', 'FTP_PASS'].map(
      (name): Case => [name, env(name), `env.${name}: looks like a secret`],
    ),
    ...['MYSQL_HOST', 'DRUPAL_TRUSTED_HOSTS', 'REDIS_HOST', 'SOLR_CORE', 'DRUSH_OPTIONS_URI'].map(
      (name): Case => [name, env(name), `env.${name}: is set from the rest of the definition`],
    ),
    ...['HASH_SALT', 'DRUPAL_HASH_SALT', 'DRUPAL_HASH_SALT_FILE'].map(
      (name): Case => [name, env(name), `env.${name}: would make the hash salt a constant`],
    ),
    ['a name that is no variable', env('a-b'), 'env.a-b: is not the name of a variable'],
    ['a number', { env: { A: 5 } }, 'env.A: 5 is not a text'],
    ['a secret in the file', { hashSalt: 'canary' }, 'hashSalt: is not a source of a secret'],
    ['an unknown source', { secrets: { a: { from: 'vault' } } }, 'secrets.a: is not a source of a secret'],
    ['a source without its variable', { secrets: { a: { from: 'environment' } } }, 'secrets.a.variable: is missing'],
    [
      'a source that is no variable',
      { secrets: { a: SecretSource.environment('a b') } },
      'secrets.a.variable: is not the name of a variable',
    ],
    [
      'an existing one that is no name',
      { secrets: { a: SecretSource.existing('A B', '/') } },
      'secrets.a.secret: is not the name of an object',
      'secrets.a.key: is not a file name',
    ],
    ['a file that is none', { secrets: { '../a': SecretSource.generated() } }, 'secrets["../a"]: is not a file name'],
    [
      'a job token by its variable',
      { pullSecret: RegistryCredential.environment({ userVariable: 'U', passwordVariable: 'CI_JOB_TOKEN' }) },
      'pullSecret.passwordVariable: is the token of a CI job',
    ],
    [
      'a job token by its user',
      { pullSecret: RegistryCredential.gitlabAccessToken({ user: 'gitlab-ci-token', passwordVariable: 'P' }) },
      'pullSecret.user: is the token of a CI job',
    ],
    ['a credential that is none', { pullSecret: { from: 'thin air' } }, 'pullSecret: is not a credential'],
  ])('fails for %s', check);

  test('does not show a secret that stands in the file', () => {
    const props = { hashSalt: 'canary', secrets: { a: 'canary' }, pullSecret: 'canary' };
    const database = Database.mysql({ ...mysql, password: 'canary' as never, ca: 'canary' as never });
    expect(synth([{ ...SHOP, ...props, database }]).report).not.toContain('canary');
  });

  test.each(['AWS_SECRET_ACCESS_KEY', 'STRIPE_SECRET_KEY', 'db_password', 'ENCRYPTION_KEY'])(
    'fails for %s, which looks like a secret too',
    (name) => {
      expect(synth([{ ...SHOP, ...env(name) }]).status).toBe(1);
    },
  );
});

describe('what dies with a CI job is no secret to store', () => {
  test.each<Case>([
    [
      'among the secrets',
      { secrets: { a: SecretSource.environment('CI_JOB_TOKEN') } },
      'secrets.a.variable: is the token',
    ],
    [
      'as hash salt',
      { hashSalt: SecretSource.environment('CI_JOB_JWT') },
      'hashSalt.variable: is the token of a CI job',
    ],
    [
      'as password',
      { database: Database.mysql({ ...mysql, password: SecretSource.environment('CI_REGISTRY_PASSWORD') }) },
      'database.password.variable: is the token of a CI job',
    ],
    [
      'as the user of a pull secret',
      { pullSecret: RegistryCredential.environment({ userVariable: 'CI_REGISTRY_USER', passwordVariable: 'P' }) },
      'pullSecret.userVariable: is the token of a CI job',
    ],
  ])('%s', check);
});

describe('the pull secret is told by the names that were written', () => {
  test.each<Case>([
    [
      'userVariable',
      { pullSecret: RegistryCredential.environment({ userVariable: 'a b', passwordVariable: 'P' }) },
      'pullSecret.userVariable: is not the name of a variable',
    ],
    [
      'user',
      { pullSecret: RegistryCredential.gitlabAccessToken({ user: '', passwordVariable: 'P' }) },
      'pullSecret.user: is empty',
    ],
    [
      'both missing',
      { pullSecret: { from: 'environment', passwordVariable: 'P' } },
      'pullSecret.userVariable: is missing',
    ],
    ['secret', { pullSecret: RegistryCredential.existing('A b') }, 'pullSecret.secret: is not the name of an object'],
  ])('%s', check);
});

describe('the cluster and its edge', () => {
  const two = hosts('a.example.com', 'b.example.com');

  test.each<Case>([
    [
      'a redirect that nobody knows how to make',
      { ...two, redirectToCanonical: true },
      'redirectToCanonical: true cannot be done by the Ingress controller "generic"',
    ],
    [
      'a redirect that ingress-nginx cannot make',
      { ...two, cluster: behind('nginx'), redirectToCanonical: true },
      'redirectToCanonical: true cannot be done by the Ingress controller "nginx"',
    ],
    [
      'a redirect of an environment',
      { environments: { live: { hosts: ['a.example', 'b.example'], redirectToCanonical: true } } },
      'environments.live.redirectToCanonical: true cannot be done by',
    ],
    ['a cluster that is none', { cluster: {} }, 'cluster: {} is not a cluster'],
    ['an edge that is none', { cluster: Cluster.doks({ edge: {} as never }) }, 'cluster.edge: {} is not an edge'],
    [
      'a storage class that is none',
      { cluster: Cluster.doks({ storageClass: 'A b' }) },
      'cluster.storageClass: is not',
    ],
    [
      'addresses that are none',
      { cluster: Cluster.doks({ proxyAddresses: ['10.0.0.1', '0.0.0.0/0'] }) },
      'cluster.proxyAddresses[0]: is not a range',
      'cluster.proxyAddresses: believes every client',
    ],
    [
      'ranges that are everyone together, whoever says them',
      {
        cluster: Cluster.doks({ proxyAddresses: ['0.0.0.0/1', '128.0.0.0/1'] }),
        env: { DRUPAL_REVERSE_PROXY_ADDRESSES: '::/1, 8000::/1' },
      },
      'cluster.proxyAddresses: believes every client',
      'env.DRUPAL_REVERSE_PROXY_ADDRESSES: is set from the rest of the definition',
    ],
    [
      'an unknown controller',
      { cluster: Cluster.doks({ edge: Edge.ingress({ controller: 'haproxy' as never }) }) },
      'cluster.edge.controller: is not a known controller',
    ],
    [
      'a time that is none',
      {
        cluster: Cluster.doks({ edge: Edge.gateway({ gateway: 'g', namespace: 'n', requestTimeout: '5h' as never }) }),
      },
      'cluster.edge.requestTimeout: is not a time',
    ],
  ])('fails for %s', check);

  test('fails for more hosts than an HTTPRoute takes', () => {
    const cluster = Cluster.doks({ edge: Edge.gateway({ gateway: 'g', namespace: 'n' }) });
    const many = hosts(...Array.from({ length: 17 }, (_, index) => `h${index}.example.com`));
    expect(synth([{ ...SHOP, ...many, cluster, redirectToCanonical: false }]).status).toBe(1);
  });

  test.each([
    ['an issuer', { issuer: 'letsencrypt' }, 1],
    ['a certificate of its own', { certificate: 'own' }, 0],
  ])("101 hosts, more than a certificate of Let's Encrypt takes, with %s", (_what, edge, expected) => {
    const cluster = Cluster.generic({ edge: Edge.ingress(edge) });
    const many = (count: number) => hosts(...Array.from({ length: count }, (_, index) => `h${index}.example.com`));
    const { status, report } = synth([{ ...SHOP, ...many(101), cluster }]);
    expect(status).toBe(expected);
    expect(report.includes('hosts: are 101, more than a certificate')).toBe(expected === 1);
    expect(synth([{ ...SHOP, ...many(100), cluster }]).status).toBe(0);
  });
});

describe('services', () => {
  test.each<Case>([
    ['a database that is none', { database: {} }, 'database: {} is not a service'],
    ['files that are none', { files: Database.mariadb() }, 'files: is not a service for files'],
    ['services that are one', { services: service('x') }, 'services: is not a list'],
    ['a service that is null', { services: [null] }, 'services[0]: null is not a service'],
    ['two services with one id', { services: [service('x'), service('x')] }, 'services[1].id: "x" is taken'],
    ['a service with the id of the files', { services: [service('files')] }, 'services[0].id: "files" is taken'],
    ['one service in two places', { cache: Cache.redis(), search: Cache.redis() }, 'search.id: "redis" is taken'],
    [
      'a MySQL server all wrong',
      { database: Database.mysql({ host: 'a b', port: 70_000, database: '', user: '', password: {} } as never) },
      'database.host: is not a host',
      'database.port: 70000 is out of range',
      'database.database: "" is empty',
      'database.user: "" is empty',
      'database.password.from: is missing',
    ],
    [
      'an NFS server all wrong',
      { files: Files.nfs({ server: 'nfs://x', path: 'srv' }) },
      'files.server: is not a host',
      'files.path: is not an absolute path',
    ],
    [
      'a claim that is none',
      { files: Files.existing({ claim: '', accessMode: 'ReadWriteMany' }) },
      'files.claim: is not',
    ],
    ['a configset that is none', { search: Search.solr({ configset: 'a b' }) }, 'search.configset: is not a folder'],
  ])('fails for %s', check);
});

describe('the names of the site itself are not for services', () => {
  test.each<Case>([
    ...['drupal', 'registry', 'site', 'web-tls', 'mysql'].map(
      (id): Case => [id, { services: [service(id)] }, `services[0].id: "${id}" is the name of one of the site's own`],
    ),
    ['a cache named mysql', { cache: service('mysql') }, 'cache.id: "mysql" is the name of one of'],
    ['backups', { ...inLive({ backups }), services: [service('backups')] }, 'services[0].id: "backups" is the name of'],
  ])('%s', check);

  test('but without backups a service may be called backups', () => {
    expect(synth([{ ...SHOP, services: [service('backups')] }]).status).toBe(0);
  });

  test("but a database of one's own may be called mysql", () => {
    expect(synth([{ ...SHOP, database: service('mysql') }]).status).toBe(0);
  });
});

describe('a service of the user that fails is explained', () => {
  test.each(['bind', 'problems', 'outside'])('if %s throws: what, and where', (method) => {
    const own = { [method]: oops };
    const { status, report } = synth([{ ...SHOP, services: [{ ...service('x'), ...own }] }]);
    expect(status).toBe(1);
    expect(report).toMatch(/^ {2}test\/oops\.ts:\d+:\d+: threw TypeError: oops$/m);
    expect(report).not.toMatch(/^\s+at /m);
  });

  test.each<[string, unknown, string]>([
    ['returns nothing', undefined, 'x.bind(): is missing'],
    ['returns a text', 'x', 'x.bind(): "x" is not an object'],
    ['misspells a property', { evn: {} }, 'x.bind().evn: is not a property'],
    ['gives a number for a variable', { env: { A: 5 } }, 'x.bind().env.A: 5 is not the value of a variable'],
    ['mounts nothing', { mounts: [{ name: 'a', path: '/a', source: {} }] }, 'x.bind().mounts[0].source: {} is not'],
    ['connects to nobody', { connectsTo: [{ kind: 'pod' }] }, 'x.bind().connectsTo[0].kind: "pod" is not something'],
  ])('if bind %s', (_what, binding, expected) => {
    const { status, report } = synth([{ ...SHOP, services: [{ id: 'x', bind: () => binding }] }]);
    expect(status).toBe(1);
    expect(report).toContain(`  ${expected}`);
  });

  test('if its problems do not say what to do, there is still something to read', () => {
    const problems = () => [{ path: 'size', message: 'is wrong' }];
    const { report } = synth([{ ...SHOP, services: [{ ...service('x'), problems }] }]);
    expect(report).toContain('services[0].size: is wrong\n    allowed: what the service takes\n    fix:     fix it');
  });
});

describe('what lies outside the cluster belongs to one environment', () => {
  const managed = (host: string, database = 'shop') => Database.mysql({ ...mysql, host, database });
  const stage = { hosts: ['stage.example.com'] };
  const both = (own: object) => ({ environments: { live, stage: { ...stage, ...own } } });
  const nfs = (path: string) => Files.nfs({ server: 'nfs.example.com', path });

  test.each<Case>([
    [
      'a database of the site',
      { ...both({}), database: managed('db.example.com') },
      'database: "mysql://db.example.com/shop" is what shop live has too (database)',
    ],
    [
      'the same database given twice, however it is written',
      { ...both({ database: managed('DB.example.com') }), database: managed('db.example.com') },
      'environments.stage.database: "mysql://db.example.com/shop" is what shop live has too (database)',
    ],
    [
      'a folder of the site',
      { ...both({ files: nfs('/srv/shop/') }), files: nfs('/srv/shop') },
      'environments.stage.files: "nfs://nfs.example.com/srv/shop" is what shop live has too (files)',
    ],
    [
      "live's database, which review apps would have",
      { database: managed('db.example.com'), review: { domain: 'review.example.com' } },
      'database: "mysql://db.example.com/shop" is what shop live has too (database)',
    ],
    [
      "a service of the user's own",
      { ...both({}), services: [{ ...service('x'), outside: () => ['solr://search/shop'] }] },
      'services[0]: "solr://search/shop" is what shop live has too (services[0])',
    ],
  ])('and so synth fails for %s', check);

  test('says where its own would stand', () => {
    const database = managed('db.example.com');
    const { report } = synth([{ ...SHOP, ...both({}), database, review: { domain: 'review.example.com' } }]);
    expect(report).toContain('fix:     give stage its own in environments.stage.database');
    expect(report).toContain('fix:     give review its own in review.database');
  });

  test('and to one site', () => {
    const database = managed('db.example.com');
    const blog = { ...SHOP, name: 'blog', environments: { live: { hosts: ['blog.example.com'] } } };
    const { status, report } = synth([
      { ...SHOP, database },
      { ...blog, database },
    ]);
    expect(status).toBe(1);
    expect(report).toContain(
      'blog live\n  database: "mysql://db.example.com/shop" is what shop live has too (database)',
    );
  });

  test.each<[string, object]>([
    ['one server with a database for each', both({ database: managed('db.example.com', 'stage') })],
    ['a server for each', both({ database: managed('other.example.com') })],
    ['a server in the cluster for the other', both({ database: Database.mariadb() })],
    ['review apps with their own', { review: { domain: 'review.example.com', database: Database.mariadb() } }],
  ])('but %s is fine', (_what, props) => {
    expect(synth([{ ...SHOP, database: managed('db.example.com'), ...props }]).status).toBe(0);
  });

  test('and a claim of one name in each namespace is fine', () => {
    expect(synth([{ ...SHOP, ...both({}), files: shared }]).status).toBe(0);
  });
});

describe('what a site file says of pods', () => {
  const pod = (settings: object) => ({ pod: settings });
  const sidecar = (settings: object) => pod({ sidecars: { a: { image: 'a:1', ...settings } } });
  const mount = (path: string, settings: unknown = { configMap: 'a' }) => pod({ mounts: { [path]: settings } });
  const term = { topologyKey: 'kubernetes.io/hostname' };
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  test.each<Case>([
    ['a setting of no pod', pod({ nodeName: 'a' }), 'pod.nodeName: is not a property'],
    ['a misspelt one of a workload', { web: { pod: { label: {} } } }, 'web.pod.label: is not a property'],
    [
      'a label of ours',
      pod({ labels: { 'app.kubernetes.io/name': 'x' } }),
      'pod.labels["app.kubernetes.io/name"]: is a label by which',
    ],
    ['a label of a controller', pod({ labels: { 'job-name': 'x' } }), 'pod.labels.job-name: is a label by which'],
    ['a label with a space', pod({ labels: { a: 'x y' } }), 'pod.labels.a: "x y" is not the value of a label'],
    ['a label of no name', pod({ labels: { 'a b': 'x' } }), 'pod.labels["a b"]: is not a name that Kubernetes takes'],
    [
      'an annotation of kubectl',
      pod({ annotations: { 'kubectl.kubernetes.io/restartedAt': 'x' } }),
      'pod.annotations["kubectl.kubernetes.io/restartedAt"]: is an annotation that',
    ],
    [
      'a retired annotation',
      pod({ annotations: { 'container.apparmor.security.beta.kubernetes.io/drupal': 'unconfined' } }),
      'pod.annotations["container.apparmor.security.beta.kubernetes.io/drupal"]: is an annotation that',
    ],
    ['an annotation that is no text', pod({ annotations: { a: true } }), 'pod.annotations.a: true is not a text'],
    ['a toleration of nothing', pod({ tolerations: [{}] }), 'pod.tolerations[0]: {} has no key'],
    [
      'a toleration with a value for any',
      pod({ tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] }),
      'pod.tolerations[0]: {"key":"a","operator":"Exists","value":"b"} has a value',
    ],
    [
      'a toleration of another effect',
      pod({ tolerations: [{ key: 'a', effect: 'Never' }] }),
      'pod.tolerations[0].effect: "Never" is not an effect',
    ],
    [
      'a misspelt effect of a toleration',
      pod({ tolerations: [{ key: 'a', effect: 'noschedule' }] }),
      'pod.tolerations[0].effect: "noschedule" is not an effect',
    ],
    [
      'affinity to pods without labels to find them by',
      pod({ affinity: { podAntiAffinity: { [required]: [term] } } }),
      `pod.affinity.podAntiAffinity.${required}[0]: ${JSON.stringify(term)} has no labelSelector`,
    ],
    [
      'affinity without a topology',
      pod({ affinity: { podAffinity: { [required]: [{}] } } }),
      `pod.affinity.podAffinity.${required}[0].topologyKey: is missing`,
    ],
    [
      'affinity with a misspelt term',
      pod({ affinity: { podAffinity: { [required]: [{ ...term, labelSelector: {}, selector: {} }] } } }),
      `pod.affinity.podAffinity.${required}[0].selector: is not a property`,
    ],
    [
      'affinity to no node',
      pod({ affinity: { nodeAffinity: { [required]: { nodeSelectorTerms: [] } } } }),
      `pod.affinity.nodeAffinity.${required}.nodeSelectorTerms: [] is empty`,
    ],
    [
      'an operator without its values',
      pod({
        affinity: {
          nodeAffinity: { [required]: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In' }] }] } },
        },
      }),
      `pod.affinity.nodeAffinity.${required}.nodeSelectorTerms[0].matchExpressions[0]: {"key":"a","operator":"In"} does not go with the operator In`,
    ],
    [
      'an address that is none',
      pod({ hostAliases: [{ ip: '10.1', hostnames: ['a'] }] }),
      'pod.hostAliases[0].ip: "10.1" is not an address',
    ],
    ['a mount of the root', mount('/'), 'pod.mounts["/"]: is not the path of a folder'],
    ['a mount of a relative path', mount('etc'), 'pod.mounts.etc: is not an absolute path'],
    ['a mount among the secrets', mount('/secrets/site'), 'pod.mounts["/secrets/site"]: is in a folder that is not'],
    ['a mount of the kernel’s', mount('/proc/sys'), 'pod.mounts["/proc/sys"]: is in a folder that is not'],
    ['a mount of nothing', mount('/a', {}), 'pod.mounts["/a"]: {} is not something to mount'],
    [
      'a mount of two things',
      mount('/a', { configMap: 'a', secret: 'b' }),
      'pod.mounts["/a"].secret: is not a property',
    ],
    [
      'a file with a name that no key can be',
      mount('/etc/a b', { file: '' }),
      'pod.mounts["/etc/a b"]: is not an absolute path',
      'pod.mounts["/etc/a b"]: is not the path of a file',
    ],
    [
      'a sidecar named drupal',
      pod({ sidecars: { drupal: { image: 'a:1' } } }),
      "pod.sidecars.drupal: is the name of one of the pod's own",
    ],
    [
      'a sidecar of any version',
      pod({ sidecars: { a: { image: 'a:latest' } } }),
      'pod.sidecars.a.image: "a:latest" does not say which version',
    ],
    [
      'a sidecar as root',
      sidecar({ securityContext: { runAsUser: 0 } }),
      'pod.sidecars.a.securityContext.runAsUser: 0 is out of range',
    ],
    [
      'a sidecar with more rights',
      sidecar({ securityContext: { privileged: true } }),
      'pod.sidecars.a.securityContext.privileged: is not a property',
    ],
    [
      'a sidecar with a capability',
      sidecar({ securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }),
      'pod.sidecars.a.securityContext.capabilities.add[0]: "SYS_ADMIN" is not a capability',
    ],
    [
      'a sidecar with a plain secret',
      sidecar({ env: { API_TOKEN: 'x' } }),
      'pod.sidecars.a.env.API_TOKEN: looks like a secret',
    ],
    [
      'a sidecar that takes the port’s name',
      sidecar({ ports: [{ name: 'http', containerPort: 1 }] }),
      'pod.sidecars.a.ports[0].name: "http" is not the name of a port',
    ],
    [
      'a probe that asks nothing',
      sidecar({ livenessProbe: {} }),
      'pod.sidecars.a.livenessProbe: {} does not ask one question',
    ],
    [
      'a limit below the request',
      sidecar({ resources: { memory: '1Gi', memoryLimit: '512Mi' } }),
      'pod.sidecars.a.resources.memoryLimit: "512Mi" is less than what is reserved, 1Gi',
    ],
    [
      'an init container with a probe',
      pod({ initContainers: { a: { livenessProbe: {} } } }),
      'pod.initContainers.a.livenessProbe: is not a property',
    ],
    [
      'a workload’s limit below the site’s request',
      { resources: { memory: '2Gi' }, cron: { resources: { memoryLimit: '1Gi' } } },
      'cron.resources.memoryLimit: "1Gi" is less than what is reserved, 2Gi',
    ],
    [
      'PHP with more than a command may have',
      { php: { memoryLimit: '700Mi' }, commands: { a: { drush: ['x'], resources: { memoryLimit: '512Mi' } } } },
      'php.memoryLimit: "700Mi" does not fit into the pod',
    ],
    [
      'more workers than the web may have',
      { php: { workers: 12 }, resources: { memoryLimit: '4Gi' }, web: { resources: { memoryLimit: '600Mi' } } },
      'php.workers: 12 does not fit into the pod',
    ],
    [
      'what the cluster says',
      { cluster: Cluster.generic({ pod: { labels: { 'job-name': 'x' } } }) },
      'cluster.pod.labels.job-name: is a label by which',
    ],
  ])('%s', (what, props, ...problems) => {
    // The cluster knows native sidecars, which is another matter.
    const cluster = 'cluster' in props ? {} : { cluster: Cluster.generic({ version: '1.29' }) };
    check(what, { ...cluster, ...props }, ...problems);
  });

  const proxy = { sidecars: { proxy: { image: 'a:1' } } };
  test.each<Case>([
    ['of the site', { pod: proxy }, 'pod.sidecars: ["proxy"] would keep release, cron and commands from ending'],
    [
      'of a command',
      { commands: { a: { drush: ['x'], pod: proxy } } },
      'commands.a.pod.sidecars: ["proxy"] would keep',
    ],
    ['of the environment', inLive({ pod: proxy }), 'environments.live.pod.sidecars: ["proxy"] would keep'],
  ])('on a cluster that may be Kubernetes 1.27, sidecars %s', check);

  test('the web’s sidecars need no version', () => {
    expect(synth([{ ...SHOP, web: { pod: proxy } }])).toMatchObject({ status: 0 });
  });

  test('what shows only beside Drupal’s own pod is told of all workloads at once', () => {
    const hiding = (path: string) => ({ pod: { mounts: { [path]: { configMap: 'a' } } } });
    check(
      '',
      { ...hiding('/tmp'), web: hiding('/run'), commands: { a: { drush: ['x'], ...hiding('/var/www/html') } } },
      'pod.mounts["/tmp"]: would hide /tmp',
      'web.pod.mounts["/run"]: would hide /run',
      'commands.a.pod.mounts["/var/www/html"]: would hide /var/www/html',
    );
  });
});

describe('commands, schedules and variables of any kind', () => {
  const chain = ['sh', '-c', 'true'];
  test.each<Case>([
    ['a command without words', { commands: { a: {} } }, 'commands.a: names no command'],
    ['two commands', { commands: { a: { drush: ['x'], command: chain } } }, 'commands.a: names two commands'],
    ['drush twice', { workers: { a: { drush: ['drush', 'x'] } } }, 'workers.a.drush: ["drush","x"] begins with drush'],
    ['an empty program', { commands: { a: { command: [] } } }, 'commands.a.command: [] is empty'],
    ['cron true', { cron: true }, 'cron: true is not a schedule'],
    ['cron as drush words', { cron: { drush: ['cron'] } }, 'cron.drush: is not a property'],
    ['a minute of Lagoon', { cron: { schedule: 'M/15 * * * *' } }, 'cron.schedule: "M/15 * * * *" is not a schedule'],
    ['a secret of no source', { env: { API_KEY: { from: 'vault' } } }, 'env.API_KEY: is not a source of a secret'],
    ['the token of a job', { env: { A: SecretSource.environment('CI_JOB_TOKEN') } }, 'env.A.variable: is the token'],
  ])('%s', check);

  test.each([
    ['M/15 * * * *', 'write "H/15 * * * *"'],
    ['@daily', 'write "H H * * *"'],
  ])('for %s, says what to write', (schedule, fix) => {
    expect(synth([{ ...SHOP, cron: { schedule } }]).report).toContain(`fix:     ${fix}`);
  });
});

describe('one problem does not hide another', () => {
  test.each<Case>([
    [
      'in env',
      { env: { A: 5, DB_PASSWORD: 5, MYSQL_HOST: 'x' } },
      'env.A: 5 is not a text',
      'env.DB_PASSWORD: looks like a secret',
      'env.DB_PASSWORD: 5 is not a text',
      'env.MYSQL_HOST: is set from the rest',
    ],
    [
      'in commands',
      { commands: { web: { drush: [] }, 'A b': { drush: ['x'] }, ok: 5 } },
      "commands.web: is the name of the site's own web",
      'commands.web.drush: [] is empty',
      'commands["A b"]: is not a DNS label',
      'commands.ok: 5 is not an object',
    ],
    [
      'in resources',
      { resources: { cpu: 'fast', memory: '2Gi', memoryLimit: '1Gi' } },
      'resources.cpu: "fast" is not processor time',
      'resources.memoryLimit: "1Gi" is less than what is reserved, 2Gi',
    ],
    [
      'in autoscaling',
      { files: shared, autoscaling: { cpu: 'x', minReplicas: 5, maxReplicas: 2 } },
      'autoscaling.cpu: "x" is not a number',
      'autoscaling.minReplicas: 5 is more than maxReplicas, 2',
    ],
    [
      'in services',
      { services: [null, service('x'), service('x')] },
      'services[0]: null is not a service',
      'services[2].id: "x" is taken',
    ],
    [
      'of another environment, of another branch, and of the review app',
      {
        environments: { live, stage: { hosts: ['stage.example.com'], branch: 'develop', replicas: 2 } },
        review: { domain: 'review.example.com', replicas: 3, timeZone: 'x' },
      },
      'environments.stage.replicas: 2 is more than block storage allows',
      'review.replicas: 3 is more than block storage allows',
      'review.timeZone: "x" is not a time zone',
    ],
  ])('%s', check);

  test('of a variable that another site misses', () => {
    const blog = { ...SHOP, name: 'blog', ...hosts('Blog') };
    const { report } = synth([SHOP, blog], { env: { CDK8S_DRUPAL_SECRETS: 'include' } });
    expect(report).toContain('environments.live.hosts[0]: "Blog" is not a host name');
    expect(report).toContain('$CI_DEPLOY_USER: is not set');
  });
});

describe('a property that is said to be undefined is as if it were left out', () => {
  const names = [
    ...[
      'profile',
      'cluster',
      'database',
      'files',
      'cache',
      'httpCache',
      'search',
      'services',
      'replicas',
      'autoscaling',
    ],
    ...['resources', 'healthPath', 'redirectToCanonical', 'release', 'cron', 'commands', 'timeZone', 'env', 'secrets'],
    ...['hashSalt', 'pullSecret', 'review', 'branch', 'image', 'misspelt'],
  ];
  const none = Object.fromEntries(names.map((name) => [name, undefined]));
  const { files } = synth([SHOP]);

  test.each<[string, object]>([
    ['of the site', { ...none, ...SHOP }],
    ['of the environment', { ...SHOP, ...inLive(none) }],
    [
      'further in',
      {
        ...SHOP,
        env: { A: undefined },
        secrets: { a: undefined },
        commands: { a: undefined },
        resources: { cpu: undefined },
        release: { command: undefined, order: undefined },
        cron: { schedule: undefined },
        database: Database.mariadb({ size: undefined, resources: { memory: undefined } }),
        files: Files.block({ size: undefined }),
        cluster: Cluster.generic({ edge: Edge.ingress({ className: undefined, annotations: undefined }) }),
        environments: { live, stage: undefined },
      },
    ],
  ])('%s', (_where, props) => {
    expect(synth([props])).toMatchObject({ status: 0, files });
  });

  test('and a problem of what the site says is told of the site', () => {
    const { report } = synth([{ ...SHOP, replicas: 2, ...inLive({ replicas: undefined }) }]);
    expect(report).toMatch(/^shop\n {2}replicas: 2 is more/);
  });
});

test.each([undefined, null, 5, {}, { name: '' }])('a site without a name is called by its file: %j', (props) => {
  expect(synthFiles([siteFile(props, 'sites/odd.ts')]).report).toMatch(/^sites\/odd\.ts\n/);
  expect(synth([props]).report).toMatch(/^sites\/0\.ts( live)?\n/);
});

test('the variable that asks for secrets takes one word alone', () => {
  const { status, report } = synth([SHOP], { env: { CDK8S_DRUPAL_SECRETS: 'yes' } });
  expect(status).toBe(1);
  expect(report).toContain('$CDK8S_DRUPAL_SECRETS: "yes" is not known\n    allowed: "include", ');
});

test('a variable that all environments miss is told once', () => {
  const environments = { live, stage: { hosts: ['stage.example.com'] } };
  const { report } = synth([{ ...SHOP, environments }], { env: { CDK8S_DRUPAL_SECRETS: 'include' } });
  expect(report).toMatch(/^shop live, stage\n {2}\$CI_DEPLOY_USER: is not set/);
  expect(report).toMatch(/\n\n2 problems, so nothing was written\.$/);
});

test('all problems of all sites are told at once', () => {
  const { report } = synth([
    { ...SHOP, colour: 1, replicas: 2, timeZone: 'x', env: { A_TOKEN: 'x' }, image: 'shop:latest' },
    { ...SHOP, name: 'Blog', environments: { live: { hosts: [] } } },
  ]);
  expect(report).toContain('\n7 problems, so nothing was written.');
});

describe('what no container can have, and what is not as it looks', () => {
  const managed = (props: object) => ({ database: Database.mysql({ ...mysql, ...props }) });
  const token = `glpat-${'aB3dE5gH7jK9mN1pQ3sT'}`;

  test.each<Case>([
    ['NUL in a variable', { env: { A: 'a\0b' } }, 'env.A: has a NUL character'],
    ['half a character in a variable', { env: { A: 'a\ud800' } }, 'env.A: has half of a character'],
    ['a variable of 200 kB', { env: { A: long(200_000) } }, 'env.A: is longer than a program may be given'],
    ['NUL in an argument', { release: { command: ['drush', 'a\0'] } }, 'release.command[1]: has a NUL character'],
    [
      'an argument of 200 kB',
      { cron: {}, commands: { a: { drush: [long(200_000)] } } },
      'commands.a.drush[0]: is longer',
    ],
    ['a command without a name', { release: { command: [''] } }, 'release.command: [""] begins with an empty word'],
    ['a token', { env: { A: token } }, 'env.A: is a secret by its look (gitlab-token, gitlab-pat)'],
    [
      'an address with a password',
      { env: { A: 'mysql://u:pw@db/x' } },
      'env.A: is a secret by its look (password-in-url)',
    ],
    ['a key', { env: { A: '-----BEGIN PRIVATE KEY-----\nMII' } }, 'env.A: is a secret by its look (private-key)'],
    ...['DATABASE_URL', 'JWT', 'apiKey', 'dbPassword', 'CI_REPOSITORY_URL', 'CI_JOB_JWT_V2', 'SIGNING_KEY'].map(
      (name): Case => [`the variable ${name}`, { env: { [name]: 'x' } }, `env.${name}: looks like a secret`],
    ),
    ...['CI_REPOSITORY_URL', 'CI_JOB_JWT_V2', 'CI_JOB_TOKEN', 'CI_REGISTRY_PASSWORD', 'CI_JOB_JWT_V9'].map(
      (name): Case => [
        `a secret from ${name}`,
        { secrets: { a: SecretSource.environment(name) } },
        'secrets.a.variable: is the token of a CI job',
      ],
    ),
    ['a Map as env', { env: new Map([['A', 'b']]) }, 'env: {} is an object of the class Map'],
    ['inherited variables', { env: Object.create({ A: 'b' }) }, 'env: {} is an object that inherits from another'],
    ['a Map as environments', { environments: new Map() }, 'environments: {} is an object of the class Map'],
    [
      'a settings object of a class',
      { cron: new Date(0) },
      'cron: "1970-01-01T00:00:00.000Z" is an object of the class Date',
    ],
    [
      'a database name with another setting',
      managed({ database: 'd;host=evil' }),
      'database.database: "d;host=evil" is not',
    ],
    ['a user name with a line', managed({ user: 'u\nv' }), 'database.user: is not the name of a user'],
    ['an address in another notation', managed({ host: '010.0.0.1' }), 'database.host: "010.0.0.1" is not a host'],
    ['an address as a number', managed({ host: '0x0a000001' }), 'database.host: "0x0a000001" is not a host'],
    [
      'a configset elsewhere',
      { search: Search.solr({ configset: '../../etc' }) },
      'search.configset: leads out of its',
    ],
    ['a configset with a detour', { search: Search.solr({ configset: '/var/../etc' }) }, 'search.configset: leads out'],
  ])('fails for %s', (what, props, ...problems) => {
    check(what, props, ...problems);
  });

  test('shows no value of a variable that may be a secret', () => {
    expect(synth([{ ...SHOP, env: { A: token, B: `x${long(200_000)}` } }]).report).not.toMatch(/glpat-|xaaaa/);
  });

  test('says the name that an international host has in the DNS', () => {
    expect(synth([{ ...SHOP, ...hosts('münchen.de') }]).report).toContain('write "xn--mnchen-3ya.de"');
    expect(synth([{ ...SHOP, review: { domain: 'bücher.example' } }]).report).toContain(
      'write "xn--bcher-kva.example"',
    );
  });

  test.each([
    ['a name', { name: long(1_000_000) }],
    ['a name with lines', { name: 'a\n\u001b[2Jb'.repeat(100_000) }],
    ['an environment', { environments: { [long(1_000_000)]: live } }],
    ['a property', { [long(1_000_000)]: 1 }],
    ['a host', hosts(long(1_000_000))],
    ['a schedule', { cron: { schedule: '* '.repeat(500_000) } }],
    ['an image', { image: long(1_000_000) }],
    ['a command', { commands: { [long(1_000_000)]: { drush: ['a'] } } }],
  ])('tells in short lines of %s of 1 MB', (_what, props) => {
    const { status, report } = synth([{ ...SHOP, ...props }]);
    expect(status).toBe(1);
    expect(Math.max(...report.split('\n').map((line) => line.length))).toBeLessThan(1200);
    expect(report).not.toContain('\u001b');
  });

  test('what a site file says arrives in the container as it was written', () => {
    const written = '$(MYSQL_HOST) $$ $HOME $';
    const objects = objectsOf({
      env: { A: written },
      release: { command: ['drush', written] },
      commands: { index: { drush: [written] } },
    });
    const [container] = find(objects, 'Deployment', 'web').spec.template.spec.containers;
    const job = objects.find(({ kind }) => kind === 'Job')?.spec.template.spec.containers[0];
    const index = find(objects, 'CronJob', 'index').spec.jobTemplate.spec.template.spec.containers[0];
    const arrived = (text: string) => expand(text, { MYSQL_HOST: 'mariadb' });
    expect(arrived(container.env.find(({ name }: { name: string }) => name === 'A').value)).toBe(written);
    expect(job.args.map(arrived).slice(-2)).toStrictEqual(['drush', written]);
    expect(index.args.map(arrived)).toStrictEqual(['drush', written]);
  });

  const twice = (one: object, other: object) =>
    synth([{ ...SHOP, environments: { live: { ...live, ...one }, stage: { hosts: ['b.example.com'], ...other } } }])
      .report;
  const nfs = (server: string, path: string) => ({ files: Files.nfs({ server, path }) });

  test.each<[object, object]>([
    [nfs('nfs', '/srv/a'), nfs('nfs', '/srv/./a')],
    [nfs('nfs', '/srv/a'), nfs('NFS', '/srv/x/../a/')],
    [nfs('nfs', '/srv/a'), nfs('nfs', '//srv//a')],
    [managed({ host: 'db.example.com' }), managed({ host: 'DB.Example.com' })],
    ...[
      ['s3://Bucket.example.com/a', 'S3://bucket.example.com./a/'],
      ['redis://cache.example.com', 'redis://me@cache.example.com:6379/'],
      ['x://10.0.0.1/a', 'x://0x0a000001/a'],
      ['x://münchen.de/a', 'x://xn--mnchen-3ya.de/a'],
    ].map((things): [object, object] => {
      const [one, other] = things.map((thing) => ({ services: [{ ...service('own'), outside: () => [thing] }] }));
      return [one as object, other as object];
    }),
  ])('sees one thing outside in two spellings', (one, other) => {
    expect(twice(one, other)).toContain('is what shop live has too');
  });
});
