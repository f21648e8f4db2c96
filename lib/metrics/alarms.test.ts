import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describePrometheus, promtool } from '../../test/prometheus';
import { find, objectsOf } from '../../test/synth';
import { Backups } from '../backups/backups';
import { ALARM_NAMES, type AlarmName } from '../contract/alarms';
import { Edge } from '../edge/edge';
import { Cache } from '../services/cache';
import { Database } from '../services/database';
import { Files } from '../services/files';
import { Search } from '../services/search';
import { Cluster } from '../site/cluster';
import { Metrics } from '../site/metrics';
import { SecretSource } from '../site/secret-source';
import type { SiteProps } from '../site/site';
import type { AlarmRule } from './alarm-rules';

const KEY = SecretSource.environment('KEY');

/** A site that every alarm is about. */
const SITE: Partial<SiteProps> = {
  cluster: Cluster.generic({ edge: Edge.ingress({ className: 'traefik', issuer: 'letsencrypt' }) }),
  cache: Cache.redis(),
  search: Search.solr({ configset: 'conf' }),
  files: Files.shared({ storageClass: 'shared' }),
  autoscaling: { maxReplicas: 5 },
  backups: Backups.spaces({ region: 'ams3', bucket: 'shop', accessKey: KEY, secretKey: KEY, password: KEY }),
  cron: { schedule: '7 * * * *' },
  commands: { index: { drush: ['search-api:index'], schedule: '0 3 * * *' } },
  workers: { mail: { drush: ['queue:run', 'mail'] } },
  metrics: Metrics.operator(),
};

const rulesOf = (props: Partial<SiteProps>): AlarmRule[] =>
  find(objectsOf({ ...SITE, ...props }), 'PrometheusRule', 'alarms').spec.groups[0].rules;

/** Series by name, with values as promtool writes them, one for every five minutes of ten days. */
type Series = Readonly<Record<string, string | undefined>>;

const NS = 'namespace="shop-live"';
const always = (value: number) => `${value}x2880`;
const GI = 2 ** 30;
const DAY = 86_400;
/** What a clock would show. */
const NOW = '0+300x2880';
const scheduled = (name: string) => ({
  [`kube_cronjob_created{${NS},cronjob="${name}"}`]: always(0),
  [`kube_cronjob_status_last_successful_time{${NS},cronjob="${name}"}`]: NOW,
});
const volume = (name: string, free = 8): Series => ({
  [`kubelet_volume_stats_available_bytes{${NS},persistentvolumeclaim="${name}"}`]: always(free * GI),
  [`kubelet_volume_stats_capacity_bytes{${NS},persistentvolumeclaim="${name}"}`]: always(10 * GI),
  [`kubelet_volume_stats_inodes_free{${NS},persistentvolumeclaim="${name}"}`]: always(900),
  [`kubelet_volume_stats_inodes{${NS},persistentvolumeclaim="${name}"}`]: always(1000),
});
const deployment = (name: string, pods: number): Series => ({
  [`kube_deployment_spec_replicas{${NS},deployment="${name}"}`]: always(pods),
  [`kube_deployment_status_replicas_available{${NS},deployment="${name}"}`]: always(pods),
});
const job = (name: string, made: number): Series => ({ [`kube_job_created{${NS},job_name="${name}"}`]: always(made) });
const failedJob = (name: string, made: number): Series => ({
  ...job(name, made),
  [`kube_job_failed{${NS},job_name="${name}",condition="true"}`]: always(1),
});
const lastSuccess = (name: string, value: number): Series => ({
  [`kube_cronjob_status_last_successful_time{${NS},cronjob="${name}"}`]: always(value),
});
const POD = `${NS},pod="web-1",container="drupal"`;
const CRON = `${NS},pod="cron-29384756-x",container="drupal"`;
/** What a pod of another site offers that sets a label `namespace` itself: Prometheus calls that `exported_namespace`. */
const forged = (metric: string, labels: string) =>
  `${metric}{namespace="other-live",exported_namespace="shop-live",${labels}}`;
const requests = (code: string) =>
  `traefik_service_requests_total{code="${code}",service="shop-live-web-80@kubernetes",namespace="traefik"}`;
const hpa = (metric: string) => `kube_horizontalpodautoscaler_${metric}{${NS},horizontalpodautoscaler="web"}`;
const blind = `kube_horizontalpodautoscaler_status_condition{${NS},horizontalpodautoscaler="web",condition="ScalingActive",status="false"}`;
const certificate =
  'certmanager_certificate_expiration_timestamp_seconds{namespace="cert-manager",exported_namespace="shop-live",name="web-tls"}';
const workers = (pod: number, state: string) => `apache_workers{${NS},pod="web-${pod}",state="${state}"}`;

/** The figures of a site that is well, and of another one that is not, which is nobody's business here. */
const WELL: Series = {
  ...deployment('web', 2),
  ...deployment('redis', 1),
  ...deployment('mail', 1),
  [`kube_statefulset_status_replicas_ready{${NS},statefulset="mariadb"}`]: always(1),
  [`kube_statefulset_status_replicas_ready{${NS},statefulset="solr"}`]: always(1),
  [workers(1, 'idle')]: always(5),
  [workers(1, 'busy')]: always(4),
  [workers(2, 'idle')]: always(1),
  [workers(2, 'busy')]: always(11),
  [requests('200')]: '0+600x2880',
  [requests('503')]: '0+6x2880',
  [hpa('status_current_replicas')]: always(2),
  [hpa('spec_max_replicas')]: always(5),
  [blind]: always(0),
  [`kube_pod_container_status_restarts_total{${POD}}`]: always(2),
  [`kube_pod_container_status_last_terminated_reason{${POD},reason="OOMKilled"}`]: always(1), // long ago
  [`kube_pod_status_phase{${NS},pod="web-1",phase="Pending"}`]: always(0),
  [`redis_evicted_keys_total{${NS}}`]: '0+10x2880',
  [`redis_db_keys{${NS},db="db0"}`]: always(9000),
  ...volume('data-mariadb-0'),
  ...volume('files'),
  [certificate]: `${90 * DAY}+300x2880`,
  ...scheduled('cron'),
  ...scheduled('index'),
  ...scheduled('backup'),
  ...scheduled('backup-care'),
  ...scheduled('backup-rehearsal'),
  ...job('release-1-0-0-abcde', 600),
  'kube_deployment_status_replicas_available{namespace="other-live",deployment="web"}': always(0),
  'kubelet_volume_stats_available_bytes{namespace="other-live",persistentvolumeclaim="files"}': always(0),
  'kubelet_volume_stats_capacity_bytes{namespace="other-live",persistentvolumeclaim="files"}': always(GI),
};

interface Fault {
  /** What differs from a site that is well; undefined for a series that is not there. */
  readonly series: Series;
  /** When it is looked at. */
  readonly at?: string;
  /** The alarms that it raises besides. */
  readonly also?: readonly AlarmName[];
}

const away = (name: string): Series => ({
  [`kube_deployment_status_replicas_available{${NS},deployment="${name}"}`]: always(0),
});

/** A fault for each alarm: there is none without a proof that it is raised. */
const FAULTS: Readonly<Record<AlarmName, Fault>> = {
  DrupalWebDown: { series: away('web') },
  DrupalWebShort: { series: { [`kube_deployment_status_replicas_available{${NS},deployment="web"}`]: always(1) } },
  DrupalWebSaturated: { series: { [workers(1, 'idle')]: always(0), [workers(1, 'busy')]: always(12) } },
  DrupalWebUncounted: { series: { [workers(2, 'idle')]: undefined, [workers(2, 'busy')]: undefined } },
  DrupalServerErrors: { series: { [requests('503')]: '0+60x2880' } },
  DrupalAutoscalerAtMost: { series: { [hpa('status_current_replicas')]: always(5) } },
  DrupalAutoscalerBlind: { series: { [blind]: always(1) } },
  DrupalOutOfMemory: { series: { [`kube_pod_container_status_restarts_total{${POD}}`]: '2x18 3x2860' } },
  DrupalPodRestarts: {
    series: {
      [`kube_pod_container_status_restarts_total{${POD}}`]: '0+1x2880',
      [`kube_pod_container_status_last_terminated_reason{${POD},reason="OOMKilled"}`]: undefined,
    },
  },
  DrupalPodStuck: {
    series: {
      [`kube_pod_container_status_waiting_reason{${NS},pod="web-3",container="drupal",reason="ErrImagePull"}`]:
        always(1),
    },
  },
  DrupalDatabaseDown: {
    series: { [`kube_statefulset_status_replicas_ready{${NS},statefulset="mariadb"}`]: always(0) },
  },
  DrupalServerDown: { series: { [`kube_statefulset_status_replicas_ready{${NS},statefulset="solr"}`]: always(0) } },
  DrupalWorkerDown: { series: away('mail') },
  DrupalCacheTooSmall: { series: { [`redis_evicted_keys_total{${NS}}`]: '0+1000x2880' } },
  DrupalVolumeNearlyFull: { series: volume('data-mariadb-0', 1) },
  DrupalVolumeFull: { series: volume('data-mariadb-0', 0.2), also: ['DrupalVolumeNearlyFull'] },
  DrupalVolumeOutOfInodes: {
    series: { [`kubelet_volume_stats_inodes_free{${NS},persistentvolumeclaim="files"}`]: always(50) },
  },
  DrupalCronLate: { series: lastSuccess('cron', 0), at: '4h' },
  DrupalCommandLate: { series: lastSuccess('index', 0), at: '52h' },
  DrupalReleaseFailed: { series: failedJob('release-1-1-0-fffff', 1200) },
  DrupalBackupLate: { series: lastSuccess('backup', 0), at: '32h' },
  DrupalBackupFailed: { series: { ...failedJob('backup-29384756', 3600), ...lastSuccess('backup', 600) } },
  DrupalRehearsalLate: { series: lastSuccess('backup-rehearsal', 0), at: '9d' },
  DrupalRehearsalFailed: {
    series: { ...failedJob('backup-rehearsal-29384756', 3600), ...lastSuccess('backup-rehearsal', 600) },
  },
  DrupalCertificateMissing: { series: { [certificate]: always(0) } },
  DrupalCertificateExpires: { series: { [certificate]: always(10 * DAY) } },
  DrupalFiguresMissing: {
    series: Object.fromEntries(
      Object.keys(WELL)
        .filter((name) => name.startsWith('kube_'))
        .map((name) => [name, undefined]),
    ),
  },
};

/** What looks like a fault and is none. */
const NO_FAULTS: readonly [what: string, series: Series][] = [
  ['all is well', {}],
  ['kube-state-metrics is there twice', twice()],
  ['a backup failed, and the next one did not', failedJob('backup-29384756', 600)],
  ['a release failed, and the next one did not', { ...failedJob('release-0-9-0-aaaaa', 60) }],
  [
    'a command that is called like a release failed',
    {
      ...failedJob('release-notes-29384756', 1200),
      [`kube_job_owner{${NS},job_name="release-notes-29384756",owner_kind="CronJob"}`]: always(1),
    },
  ],
  [
    'another site offers forged figures in its name',
    {
      [forged('traefik_service_requests_total', 'code="503",service="shop-live-web-80@kubernetes"')]: '0+900x2880',
      [forged('traefik_service_requests_total', 'code="503",exported_service="shop-live-web-80@kubernetes"')]:
        '0+900x2880',
      [forged('certmanager_certificate_expiration_timestamp_seconds', 'name="thief"')]: always(DAY),
      [forged('certmanager_certificate_expiration_timestamp_seconds', 'name="missing"')]: always(0),
    },
  ],
  [
    'a quiet site answers one request in a while, with an error',
    { [requests('200')]: always(0), [requests('503')]: '0+1x2880' },
  ],
  [
    'a run of cron was killed for its memory, hours ago, and is still there',
    { [`kube_pod_container_status_terminated_reason{${CRON},reason="OOMKilled"}`]: always(1) },
  ],
  ['a worker is paused', { ...deployment('mail', 0) }],
  [
    'cron has not run yet, and is just there',
    { [`kube_cronjob_status_last_successful_time{${NS},cronjob="cron"}`]: undefined },
  ],
  [
    'the first container of a backup works for hours',
    {
      [`kube_pod_status_phase{${NS},pod="backup-29384756-x",phase="Pending"}`]: always(1),
      [`kube_pod_init_container_status_running{${NS},pod="backup-29384756-x",container="database"}`]: always(1),
    },
  ],
  [
    'a pod waits for its image for a minute',
    {
      [`kube_pod_container_status_waiting_reason{${NS},pod="web-3",container="drupal",reason="ContainerCreating"}`]:
        always(1),
    },
  ],
];

function twice(): Series {
  const entries = Object.entries(WELL).filter(([name]) => name.startsWith('kube_'));
  return Object.fromEntries(entries.map(([name, values]) => [name.replace('{', '{instance="other",'), values]));
}

const firing = (name: AlarmName) => `count(ALERTS{alertname="${name}",alertstate="firing",namespace="shop-live"})`;

/** What promtool says if not exactly these alarms are raised. */
function raised(rules: readonly AlarmRule[], series: Series, at: string, alarms: readonly AlarmName[]): string {
  const input = Object.entries({ ...WELL, ...series }).flatMap(([name, values]) =>
    values === undefined ? [] : [{ series: name, values }],
  );
  return promtool(['test', 'rules'], {
    'rules.json': { groups: [{ name: 'shop-live', rules }] },
    'test.json': {
      rule_files: ['rules.json'],
      evaluation_interval: /d|[0-9]{2}h$/.test(at) ? '1h' : '5m', // ten days of every five minutes take their time
      tests: [
        {
          interval: '5m',
          input_series: input,
          promql_expr_test: ALARM_NAMES.map((name) => ({
            expr: `${firing(name)} > bool 0`,
            eval_time: at,
            exp_samples: alarms.includes(name) ? [{ labels: '{}', value: 1 }] : [],
          })),
        },
      ],
    },
  });
}

test('a site that has everything has every alarm, and each says what to do', () => {
  const rules = rulesOf({});
  expect([...new Set(rules.map(({ alert }) => alert))]).toStrictEqual([...ALARM_NAMES]);
  for (const { annotations, labels, expr } of rules) {
    expect(annotations.summary?.length).toBeGreaterThan(20);
    expect(annotations.description?.length).toBeGreaterThan(60);
    expect(['critical', 'warning']).toContain(labels.severity);
    expect(labels).toMatchObject({ namespace: 'shop-live', site: 'shop' });
    expect(expr).toMatch(/shop-live/);
  }
});

test('each figure that an alarm is about is explained in docs/metrics.md', () => {
  const page = readFileSync(join(__dirname, '../../docs/metrics.md'), 'utf8');
  const ofEdges = ['traefik', 'nginx'].flatMap((className) =>
    rulesOf({ cluster: Cluster.generic({ edge: Edge.ingress({ className }) }) }),
  );
  const rules = [...rulesOf({ cache: Cache.memcached() }), ...rulesOf({}), ...ofEdges];
  const figures = new Set(rules.flatMap(({ expr }) => expr.match(/\b[a-z_]+(?=\{)/g) ?? []));
  expect(figures.size).toBeGreaterThan(20);
  expect([...figures].filter((figure) => !page.includes(`\`${figure}\``))).toStrictEqual([]);
});

test('no alarm is about what a site does not have', () => {
  const least = rulesOf({
    ...Object.fromEntries(Object.keys(SITE).map((name) => [name, undefined])),
    cron: false,
    metrics: Metrics.operator(),
  });
  expect([...new Set(least.map(({ alert }) => alert))].sort()).toStrictEqual(
    [
      'DrupalDatabaseDown',
      'DrupalFiguresMissing',
      'DrupalOutOfMemory',
      'DrupalPodRestarts',
      'DrupalPodStuck',
      'DrupalReleaseFailed',
      'DrupalVolumeFull',
      'DrupalVolumeNearlyFull',
      'DrupalVolumeOutOfInodes',
      'DrupalWebDown',
      'DrupalWebSaturated',
      'DrupalWebUncounted',
    ].sort(),
  );
});

test.each<[string, string, AlarmName, number]>([
  ['*/5 * * * *', 'twice, and the time that a run may take', 'DrupalCronLate', 2 * 300 + 3600],
  ['0 3 * * 1', 'twice a week, and the time that a run may take', 'DrupalCronLate', 14 * DAY + 3600],
])('cron of the schedule %s is late after %s', (schedule, _what, alarm, seconds) => {
  const [rule] = rulesOf({ cron: { schedule } }).filter(({ alert }) => alert === alarm);
  expect(rule?.expr.endsWith(`> ${seconds}`)).toBe(true);
});

describePrometheus(() => {
  const rules = rulesOf({});

  test('its rules are as it wants them', () => {
    expect(
      promtool(['check', 'rules', '--lint-fatal'], { 'rules.json': { groups: [{ name: 'shop-live', rules }] } }),
    ).toBe('');
  });

  test.each(ALARM_NAMES)('%s is raised by its fault, and no other', (name) => {
    const { series, at = '2h', also = [] } = FAULTS[name];
    expect(raised(rules, series, at, [name, ...also])).toBe('');
  });

  test.each(NO_FAULTS)('no alarm is raised while %s', (_what, series) => {
    expect(raised(rules, series, '2h', [])).toBe('');
  });

  test('no alarm is raised in ten days in which all is well', () => {
    expect(raised(rules, {}, '10d', [])).toBe('');
  });

  test.each<[what: string, props: Partial<SiteProps>, series: Series, alarm: AlarmName]>([
    [
      'ingress-nginx that answers with errors',
      { cluster: Cluster.generic({ edge: Edge.ingress({ className: 'nginx', issuer: 'letsencrypt' }) }) },
      Object.fromEntries(
        [
          ['200', '0+600x2880'],
          ['502', '0+60x2880'],
        ].map(([status, values]) => [
          `nginx_ingress_controller_requests{status="${status}",exported_namespace="shop-live",namespace="ingress-nginx"}`,
          values,
        ]),
      ),
      'DrupalServerErrors',
    ],
    [
      'Traefik that is read by a ServiceMonitor and answers with errors',
      {},
      Object.fromEntries(
        [
          ['200', '0+600x2880'],
          ['503', '0+60x2880'],
        ].flatMap(([code = '', values]) => [
          [requests(code), undefined],
          [requests(code).replace('service=', 'service="traefik-metrics",exported_service='), values],
        ]),
      ),
      'DrupalServerErrors',
    ],
    [
      'a Memcached that is too small',
      { cache: Cache.memcached() },
      {
        [`memcached_items_evicted_total{${NS}}`]: '0+1000x2880',
        [`memcached_current_items{${NS}}`]: always(9000),
      },
      'DrupalCacheTooSmall',
    ],
    ['a Valkey that is too small', { cache: Cache.valkey() }, FAULTS.DrupalCacheTooSmall.series, 'DrupalCacheTooSmall'],
    [
      'a PostgreSQL that is away',
      { database: Database.postgresql(), backups: false },
      { [`kube_statefulset_status_replicas_ready{${NS},statefulset="postgresql"}`]: always(0) },
      'DrupalDatabaseDown',
    ],
  ])('%s is an alarm, too', (_what, props, series, alarm) => {
    expect(raised(rulesOf(props), series, '2h', [alarm])).toBe('');
  });

  test('what another site says of the requests of ingress-nginx is not believed', () => {
    const edge = Edge.ingress({ className: 'nginx', issuer: 'letsencrypt' });
    const series = { [forged('nginx_ingress_controller_requests', 'status="502"')]: '0+900x2880' };
    expect(raised(rulesOf({ cluster: Cluster.generic({ edge }) }), series, '2h', [])).toBe('');
  });

  test('cert-manager and the edge are believed where they are said to be', () => {
    const edge = Edge.ingress({ className: 'traefik', issuer: 'letsencrypt', controllerNamespace: 'edge' });
    const alarms = { certManagerNamespace: 'certificates' };
    const moved = rulesOf({ cluster: Cluster.generic({ edge }), metrics: Metrics.operator({ alarms }) });
    const series = Object.fromEntries(
      [
        ...Object.entries(FAULTS.DrupalServerErrors.series),
        ...Object.entries(FAULTS.DrupalCertificateExpires.series),
      ].map(([name, values]) => [
        name.replace('namespace="traefik"', 'namespace="edge"').replace('"cert-manager"', '"certificates"'),
        values,
      ]),
    );
    const usual = { [requests('200')]: undefined, [requests('503')]: undefined, [certificate]: undefined };
    const all = { ...usual, ...series };
    expect(raised(moved, all, '2h', ['DrupalServerErrors', 'DrupalCertificateExpires'])).toBe('');
    expect(raised(rules, all, '2h', [])).toBe('');
  });

  test.each<[what: string, series: Series]>([
    ['that no node has room for', { [`kube_pod_status_phase{${NS},pod="web-3",phase="Pending"}`]: always(1) }],
    [
      'whose init container ends again and again',
      {
        [`kube_pod_init_container_status_running{${NS},pod="web-3",container="wait"}`]: Array(576)
          .fill('1 0 0 0 0')
          .join(' '),
        [`kube_pod_init_container_status_waiting_reason{${NS},pod="web-3",container="wait",reason="CrashLoopBackOff"}`]:
          Array(576).fill('_ 1 _ 1 1').join(' '),
      },
    ],
  ])('a pod is stuck %s', (_what, series) => {
    expect(raised(rules, series, '2h', ['DrupalPodStuck'])).toBe('');
  });

  test('a run that is not started again is an alarm when it is killed for its memory', () => {
    const series = { [`kube_pod_container_status_terminated_reason{${CRON},reason="OOMKilled"}`]: '_x18 1x2860' };
    expect(raised(rules, series, '2h', ['DrupalOutOfMemory'])).toBe('');
  });

  test('so is a dump of the database, which an init container makes', () => {
    const name = 'kube_pod_init_container_status_terminated_reason';
    const series = {
      [`${name}{${NS},pod="backup-29384756-x",container="database",reason="OOMKilled"}`]: '_x18 1x2860',
    };
    expect(raised(rules, series, '2h', ['DrupalOutOfMemory'])).toBe('');
  });

  test('a web that is so busy that it leaves questions unanswered is saturated all the same', () => {
    const gaps = (value: number) => Array(30).fill(`${value} stale`).join(' ');
    const busy = {
      [workers(1, 'idle')]: gaps(0),
      [workers(1, 'busy')]: gaps(12),
      [workers(2, 'idle')]: gaps(1),
      [workers(2, 'busy')]: gaps(11),
    };
    expect(raised(rules, busy, '1h55m', ['DrupalWebSaturated'])).toBe('');
  });

  test('a fault that does not last is no alarm', () => {
    expect(
      raised(
        rules,
        { [`kube_deployment_status_replicas_available{${NS},deployment="web"}`]: '2x22 0x1 2x2000' },
        '1h55m',
        [],
      ),
    ).toBe('');
  });

  test('the words of an alarm are those of its fault', () => {
    const { series } = FAULTS.DrupalServerErrors;
    const [rule] = rules.filter(({ alert }) => alert === 'DrupalServerErrors');
    const said = promtool(['test', 'rules'], {
      'rules.json': { groups: [{ name: 'shop-live', rules }] },
      'test.json': {
        rule_files: ['rules.json'],
        evaluation_interval: '5m',
        tests: [
          {
            interval: '5m',
            input_series: Object.entries({ ...WELL, ...series }).map(([name, values]) => ({ series: name, values })),
            alert_rule_test: [
              {
                eval_time: '2h',
                alertname: 'DrupalServerErrors',
                exp_alerts: [
                  {
                    exp_labels: { namespace: 'shop-live', site: 'shop', severity: 'warning' },
                    exp_annotations: {
                      summary: '9.091% of requests to shop-live are answered with 5xx',
                      description: rule?.annotations.description,
                    },
                  },
                ],
              },
            ],
          },
        ],
      },
    });
    expect(said).toBe('');
  });
});
