import { find, objectsOf, SHOP, synth } from '../../test/synth';
import { Backups } from '../backups/backups';
import { Edge } from '../edge/edge';
import { Cache } from '../services/cache';
import { Files } from '../services/files';
import { Cluster } from '../site/cluster';
import { Metrics } from '../site/metrics';
import { SecretSource } from '../site/secret-source';
import type { SiteProps } from '../site/site';
import { named } from './site-metrics';

const KEY = SecretSource.environment('KEY');
const backups = Backups.spaces({ region: 'ams3', bucket: 'shop', accessKey: KEY, secretKey: KEY, password: KEY });
const all: Partial<SiteProps> = {
  cluster: Cluster.generic({ edge: Edge.ingress({ className: 'traefik', issuer: 'letsencrypt' }) }),
  cache: Cache.redis(),
  files: Files.existing({ claim: 'uploads', accessMode: 'ReadWriteMany' }),
  autoscaling: {},
  backups,
  commands: { index: { drush: ['search-api:index'], schedule: '0 3 * * *' } },
  workers: { mail: { drush: ['queue:run', 'mail'] } },
};
const isOfMetrics = ({ metadata }: { metadata: { labels?: Record<string, string> } }) =>
  metadata.labels?.['app.kubernetes.io/component'] === 'metrics';

test('the operator reads what a Prometheus engineer has read', () => {
  const objects = objectsOf({ ...all, metrics: Metrics.operator({ labels: { release: 'prometheus' }, interval: 30 }) });
  expect(objects.filter(isOfMetrics)).toMatchSnapshot();
  expect(find(objects, 'Deployment', 'web').spec.template).toMatchSnapshot('web');
  expect(find(objects, 'Deployment', 'redis').spec.template).toMatchSnapshot('redis');
});

test('without an operator, pods say where their figures are, and the alarms are a file', () => {
  const objects = objectsOf({ cache: Cache.memcached(), metrics: Metrics.annotations({ namespace: 'watch' }) });
  expect(objects.filter(isOfMetrics)).toMatchSnapshot();
  for (const [name, port] of [
    ['web', '9117'],
    ['memcached', '9150'],
  ] as const)
    expect(find(objects, 'Deployment', name).spec.template.metadata.annotations).toMatchObject({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': port,
      'prometheus.io/path': '/metrics',
    });
});

test('a site that asks for nothing gets nothing, nor does an environment that says false, nor a review app', () => {
  const environments = { live: { hosts: ['shop.example.com'] as const, metrics: false as const } };
  const plain = objectsOf(all);
  expect(objectsOf({ ...all, metrics: Metrics.operator(), environments })).toStrictEqual(plain);
  expect(plain.filter(isOfMetrics)).toStrictEqual([]);
  expect(JSON.stringify(plain)).not.toMatch(/prometheus|exporter|9117/i);
  const review = { domain: 'review.example.com' };
  const { files } = synth([{ ...SHOP, metrics: Metrics.operator(), review }], { env: { CI_MERGE_REQUEST_IID: '7' } });
  const text = Object.entries(files).flatMap(([name, one]) => (name.includes('review-7') ? [one] : []));
  expect(text.length).toBeGreaterThan(0);
  expect(text.join('')).not.toMatch(/exporter|PrometheusRule/);
});

test('nobody is woken up for what is not live', () => {
  const environments = {
    live: { hosts: ['shop.example.com'] as const, live: false },
    real: { hosts: ['real.example.com'] as const, live: true },
  };
  const rules = find(
    objectsOf({ ...all, metrics: Metrics.operator(), environments, backups: false }),
    'PrometheusRule',
    'alarms',
  );
  const severities = rules.spec.groups[0].rules.map(({ labels }: { labels: { severity: string } }) => labels.severity);
  expect(new Set(severities)).toStrictEqual(new Set(['warning']));
});

test('alarms that are left out are gone, and without any there are figures alone', () => {
  const alarms = { without: ['DrupalWebDown' as const], runbooks: 'https://wiki.example.com/drupal/metrics.md' };
  const { rules } = find(objectsOf({ metrics: Metrics.operator({ alarms }) }), 'PrometheusRule', 'alarms').spec
    .groups[0];
  const names = rules.map(({ alert }: { alert: string }) => alert);
  expect(names).not.toContain('DrupalWebDown');
  expect(names).toContain('DrupalDatabaseDown');
  for (const { alert, annotations } of rules)
    expect(annotations.runbook_url).toBe(`${alarms.runbooks}#${alert.toLowerCase()}`);
  const kinds = objectsOf({ metrics: Metrics.operator({ alarms: false }) }).map(({ kind }) => kind);
  expect(kinds).toContain('ServiceMonitor');
  expect(kinds).not.toContain('PrometheusRule');
});

test("Flight Deck's Apache is not asked, and synth says so", () => {
  const access = { by: 'nothing' } as const;
  const { report, files } = synth([{ ...SHOP, profile: 'flightdeck', access, metrics: Metrics.operator() }]);
  expect(report).toContain("nobody counts PHP's workers");
  const text = Object.values(files).join('');
  expect(text).toContain('DrupalWebDown');
  expect(text).not.toMatch(/apache_workers|apache-exporter|ServiceMonitor/);
});

test('servers of one program, each in a chart of its own, get names of their own', () => {
  const figures = ['one', 'two'].map((instance) => ({ application: 'redis', instance, port: 9121 }));
  expect(named(figures).map(({ service }) => service)).toStrictEqual(['redis-metrics', 'redis-metrics-two-9121']);
});

test('pods with several ports, and pods that are called as the web is, get names of their own', () => {
  const database = { application: 'mariadb', component: 'database', port: 3306 };
  const own = (...figures: object[]) => ({ id: 'own', bind: () => ({ figures }) }) as never;
  const objects = objectsOf({
    services: [own({ application: 'mariadb', port: 3306 }, { application: 'mariadb', port: 9104 }, database)],
    metrics: Metrics.annotations({}),
  });
  const policies = objects.filter((object) => isOfMetrics(object) && object.kind === 'NetworkPolicy');
  expect(policies.map(({ metadata }) => metadata.name)).toStrictEqual([
    'web-metrics',
    'mariadb-metrics',
    'mariadb-metrics-9104',
    'mariadb-database-metrics',
  ]);
  const { report } = synth([{ ...SHOP, services: [own(database, database, database)], metrics: Metrics.operator() }]);
  expect(report).toContain('is emitted twice');
});

test('a service of your own names pods with figures, and is told where there are none', () => {
  const service = (port: number) => ({
    id: 'own',
    bind: () => ({ figures: [{ application: 'mariadb', port }] }),
  });
  const objects = objectsOf({ services: [service(3306)], metrics: Metrics.operator() });
  expect(find(objects, 'Service', 'mariadb-metrics').spec.ports).toStrictEqual([
    { name: 'metrics', port: 3306, targetPort: 3306 },
  ]);
  const strange = { id: 'own', bind: () => ({ figures: [{ application: 'nobody', port: 1 }] }) };
  expect(() => objectsOf({ services: [strange], metrics: Metrics.operator() })).toThrow(
    /own.bind\(\).figures\[0\].application: "nobody" is the label/,
  );
  expect(() => objectsOf({ services: [service('x' as never)], metrics: Metrics.operator() })).toThrow(/figures/);
});
