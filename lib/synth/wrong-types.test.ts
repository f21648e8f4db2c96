import { SHOP, synth } from '../../test/synth';
import { Backups } from '../backups/backups';
import { Edge } from '../edge/edge';
import { Cache } from '../services/cache';
import { Database } from '../services/database';
import { Files } from '../services/files';
import { HttpCache } from '../services/http-cache';
import { Search } from '../services/search';
import { Cluster } from '../site/cluster';
import { Metrics } from '../site/metrics';
import { Notify } from '../site/notification';
import { RegistryCredential } from '../site/registry-credential';
import { SecretSource } from '../site/secret-source';

/** What the types refuse, and JavaScript or a cast lets through: it must end up in the report, and never as a stack trace. */

const { live } = SHOP.environments;
const shared = Files.existing({ claim: 'uploads', accessMode: 'ReadWriteMany' });

describe('every property fails for a value of another type', () => {
  const texts = ['name', 'image', 'healthPath', 'timeZone'] as const;
  const objects = ['autoscaling', 'resources', 'release', 'cron', 'commands', 'env', 'secrets', 'review'] as const;
  const others = [
    'profile',
    'cluster',
    'database',
    'files',
    'cache',
    'httpCache',
    'search',
    'hashSalt',
    'metrics',
    'pullSecret',
  ] as const;
  const numbers = ['replicas'] as const;
  const wrong = (names: readonly string[], values: readonly unknown[]) =>
    names.flatMap((name) => values.map((value): [string, unknown] => [name, value]));

  test.each([
    ...wrong(texts, [null, 5, true, [], {}]),
    ...wrong(objects, [null, 5, 'x', true]),
    ...wrong(others, [null, 5, 'x', [], {}]),
    ...wrong(numbers, [null, '2', [], {}]),
    ...wrong(['redirectToCanonical'], [null, 'yes', 1, {}]),
    ...wrong(['services'], [null, 5, 'x', {}]),
    ...wrong(['environments'], [null, 5, 'x', true]),
  ])('%s: %j', (name, value) => {
    const { status, report } = synth([{ ...SHOP, [name]: value }]);
    expect(status).toBe(1);
    expect(report).toMatch(new RegExp(`^ {2}${name}[.:]`, 'm'));
  });

  test.each<[string, (text: never) => unknown]>([
    ['metrics', Metrics.operator],
    ['metrics', Metrics.annotations],
    ['notifications', (text) => [Notify.slack(text)]],
    ['backups', Backups.spaces],
    ['files', Files.spaces],
  ])('a text in the place of properties: %s', (name, make) => {
    const { report } = synth([{ ...SHOP, [name]: make('hunter2' as never) }]);
    expect(report).toMatch(
      new RegExp(`^ {2}${name}(\\[0\\])?: .*(is not an object|does not say|is not a receiver)`, 'm'),
    );
    expect(report).toContain('\n1 problem, ');
    if (name === 'notifications') expect(report).not.toContain('hunter2'); // who knows the address can write there
  });

  test.each([null, 5, 'x', true, []])('a definition: %j', (props) => {
    const { status, files, report } = synth([props]);
    expect([status, files]).toStrictEqual([1, {}]);
    expect(report).toMatch(/^sites\/0\.ts\n {2}(defineSite: \S+ is not an object|name: is missing)\n/);
  });

  test.each([null, 5, 'x', true])('an environment: %j', (environment) => {
    expect(synth([{ ...SHOP, environments: { live: environment } }]).report).toMatch(/^ {2}environments\.live: /m);
  });

  test.each(['autoscaling', 'resources', 'release', 'cron', 'commands', 'env', 'secrets'])('%s: []', (name) => {
    expect(synth([{ ...SHOP, files: shared, [name]: [] }]).status).toBe(1);
  });

  test('environments: [{...}]', () => {
    expect(synth([{ ...SHOP, environments: [live] }]).status).toBe(1);
  });
});

describe('a factory never throws, and what it was given is in the report', () => {
  const values = [null, 5, 'x', true];
  const factories: [string, (value: never) => object][] = [
    ['database', Database.mariadb],
    ['database', Database.mysql],
    ['database', Database.postgresql],
    ['database', Database.managedPostgresql],
    ['files', Files.block],
    ['files', Files.nfs],
    ['files', Files.existing],
    ['files', Files.s3],
    ['files', Files.spaces],
    ['cache', Cache.redis],
    ['cache', Cache.valkey],
    ['cache', Cache.memcached],
    ['cache', Cache.managedRedis],
    ['httpCache', HttpCache.varnish],
    ['search', Search.solr],
    ['search', Search.opensearch],
  ];
  const throwing = new Set(['database.mariadb(null)', 'database.postgresql(null)', 'search.solr(null)']);
  const calls = factories.flatMap(([name, make]) =>
    values.map((value): [string, string, () => object] => [
      `${name}.${make.name}(${JSON.stringify(value)})`,
      name,
      () => ({ [name]: make(value as never) }),
    ]),
  );

  const reports = (_call: string, path: string, make: () => object) => {
    const { status, report } = synth([{ ...SHOP, ...make() }]);
    expect(status).toBe(1);
    expect(report).toMatch(new RegExp(`^ {2}${path}: `, 'm'));
  };

  test.each(calls.filter(([call]) => !throwing.has(call)))('%s', reports);
  test.each(calls.filter(([call]) => throwing.has(call)))('%s', reports);

  test.each<[string, string, () => object]>([
    ...values.flatMap((value): [string, string, () => object][] => [
      [`Cluster.doks(${value})`, 'cluster', () => ({ cluster: Cluster.doks(value as never) })],
      [`Cluster.generic(${value})`, 'cluster', () => ({ cluster: Cluster.generic(value as never) })],
      [
        `Edge.ingress(${value})`,
        'cluster.edge',
        () => ({ cluster: Cluster.doks({ edge: Edge.ingress(value as never) }) }),
      ],
      [
        `Edge.gateway(${value})`,
        'cluster.edge',
        () => ({ cluster: Cluster.doks({ edge: Edge.gateway(value as never) }) }),
      ],
      [
        `SecretSource.environment(${value})`,
        'hashSalt.variable',
        () => ({ hashSalt: SecretSource.environment(value === 'x' ? '' : (value as never)) }),
      ],
      [
        `Metrics.operator({ alarms: ${value} })`,
        'metrics.alarms',
        () => ({ metrics: Metrics.operator({ alarms: value as never }) }),
      ],
      [
        `RegistryCredential.existing(${value})`,
        'pullSecret.secret',
        () => ({ pullSecret: RegistryCredential.existing(value === 'x' ? '' : (value as never)) }),
      ],
    ]),
    ['Database.managedPostgresql()', 'database', () => ({ database: Database.managedPostgresql(undefined as never) })],
    ['Database.mysql()', 'database', () => ({ database: Database.mysql(undefined as never) })],
    ['Cache.managedRedis()', 'cache', () => ({ cache: Cache.managedRedis(undefined as never) })],
    ['Files.nfs()', 'files', () => ({ files: Files.nfs(undefined as never) })],
    ['Files.s3()', 'files', () => ({ files: Files.s3(undefined as never) })],
    ['Files.spaces()', 'files', () => ({ files: Files.spaces(undefined as never) })],
    ['Files.existing()', 'files', () => ({ files: Files.existing(undefined as never) })],
  ])('%s', reports);

  test.each<[string, () => object]>([
    ['digitalOcean()', () => ({ pullSecret: RegistryCredential.digitalOcean(undefined as never) })],
    ['gitlabAccessToken()', () => ({ pullSecret: RegistryCredential.gitlabAccessToken(undefined as never) })],
    ['environment()', () => ({ pullSecret: RegistryCredential.environment(undefined as never) })],
  ])('RegistryCredential.%s', (_call, make) => {
    expect(synth([{ ...SHOP, ...make() }]).status).toBe(1);
  });
});

describe('an own service or edge that is half one is in the report', () => {
  test.each<[string, object]>([
    ['bind is no function', { services: [{ id: 'x', bind: 5 }] }],
    ['problems is no function', { services: [{ id: 'x', bind: () => ({}), problems: 5 }] }],
    ['bind returns nothing', { services: [{ id: 'x', bind: () => undefined }] }],
    ['the phase is none', { services: [{ id: 'x', phase: 'later', bind: () => ({}) }] }],
    ['the id is no name', { services: [{ id: 'A B', bind: () => ({}) }] }],
    ['the access mode is none', { files: { id: 'x', accessMode: 'RWX', bind: () => ({}) } }],
    ['the edge has a route alone', { cluster: Cluster.doks({ edge: { route: () => undefined } as never }) }],
  ])('if %s', (_what, props) => {
    expect(synth([{ ...SHOP, ...props }]).status).toBe(1);
  });
});

test('a name that cannot become a text is reported', () => {
  expect(synth([{ ...SHOP, name: { toString: 1 } }]).status).toBe(1);
});

test('an environment is reported whose name has to be quoted and whose hosts are none', () => {
  expect(synth([{ ...SHOP, environments: { 'Foo Bar': { hosts: 5 } } }]).status).toBe(1);
});

test.each([5n, cyclic()])('%p, which is no JSON, is reported', (value) => {
  expect(synth([{ ...SHOP, healthPath: value }]).status).toBe(1);
});

function cyclic(): object {
  const loop: Record<string, unknown> = {};
  return Object.assign(loop, { loop });
}

describe('names that every object of JavaScript knows', () => {
  test.each<[string, object]>([
    ['an environment', { environments: { prototype: { hosts: 5 } } }],
    [
      'an environment with an unknown property',
      { environments: { prototype: { ...live, colour: 1 }, live: { hosts: ['b.example'] } } },
    ],
    ['a command', { commands: { prototype: 5 } }],
    ['a variable', { env: { prototype: 5 } }],
    ['a secret', { secrets: { prototype: 5 } }],
  ])('are checked as any other: %s', (_what, props) => {
    expect(synth([{ ...SHOP, ...props }]).report).toMatch(/prototype/);
  });
});
