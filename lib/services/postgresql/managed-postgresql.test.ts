import { SecretSource } from '../../site/secret-source';
import { Database } from '../database';
import { ManagedPostgreSql, type ManagedPostgreSqlProps } from './managed-postgresql';

const necessary: ManagedPostgreSqlProps = {
  host: 'private-db.example.com',
  database: 'shop',
  user: 'drupal',
  password: SecretSource.environment('DB_PASSWORD'),
};

describe('with the necessary properties alone', () => {
  const binding = new ManagedPostgreSql(necessary).bind();

  test('is reached on the port of DigitalOcean', () => {
    expect(binding.env).toStrictEqual({
      PGSQL_HOST: 'private-db.example.com',
      PGSQL_PORT: '25060',
      PGSQL_NAME: 'shop',
      PGSQL_USER: 'drupal',
      PGSQL_PASS_FILE: '/secrets/database/password',
    });
  });

  test('may be anywhere, but on its port', () => {
    expect(binding.connectsTo).toStrictEqual([{ kind: 'addresses', cidrs: ['0.0.0.0/0'], ports: [25_060] }]);
  });

  test('has one Secret', () => {
    expect(binding.secrets).toStrictEqual([
      { name: 'managed-postgresql', purpose: 'the managed database', keys: { password: necessary.password } },
    ]);
  });
});

test('with all properties, each has its effect', () => {
  const props: Required<ManagedPostgreSqlProps> = {
    host: 'db.example.com',
    port: 5432,
    database: 'shop',
    user: 'drupal',
    password: SecretSource.existing('rds', 'pw'),
    ca: SecretSource.environment('DB_CA'),
    addresses: ['10.20.0.0/16'],
    client: 'postgres:16',
  };
  const binding = new ManagedPostgreSql(props).bind();
  expect(binding.env).toMatchObject({
    PGSQL_PORT: '5432',
    PGSSLMODE: 'verify-full',
    PGSSLROOTCERT: '/secrets/database-ca/ca.crt',
  });
  expect(binding.mounts).toMatchObject([
    { path: '/secrets/database', source: { secrets: [{ secret: 'rds', keys: { pw: 'password' } }] } },
    { path: '/secrets/database-ca', source: { secrets: [{ secret: 'managed-postgresql-ca' }] } },
  ]);
  expect(binding.connectsTo).toStrictEqual([{ kind: 'addresses', cidrs: ['10.20.0.0/16'], ports: [5432] }]);
});

test('a password or an authority that is made up is refused', () => {
  const props = { ...necessary, password: SecretSource.generated(), ca: SecretSource.generated() };
  expect(
    new ManagedPostgreSql(props)
      .problems()
      .map(({ path }) => path)
      .sort(),
  ).toStrictEqual(['ca', 'password']);
});

test('is one thing wherever it is named', () => {
  expect(Database.managedPostgresql({ ...necessary, host: 'DB.example.com' }).outside?.()).toStrictEqual([
    'postgresql://db.example.com/shop',
  ]);
});

test('a sound one has no problems', () => {
  expect(Database.managedPostgresql(necessary).problems?.()).toStrictEqual([]);
});

test('says all that is wrong at once', () => {
  const props = { host: 'pg://x', port: 0, database: 'a b', user: 5, password: 'hunter2', addresses: ['10.0.0.1/8'] };
  const problems = Database.managedPostgresql(props as never).problems?.() ?? [];
  expect(problems.map(({ path }) => path).sort()).toStrictEqual([
    'addresses[0]',
    'database',
    'host',
    'password',
    'port',
    'user',
  ]);
  expect(JSON.stringify(problems)).not.toContain('hunter2');
});

test.each(['x host=evil', "x' host=evil", 'a;b'])('%s is no name, since it would set something else', (name) => {
  const problems = Database.managedPostgresql({ ...necessary, database: name, user: name }).problems?.() ?? [];
  expect(problems.map(({ path }) => path)).toStrictEqual(['database', 'user']);
});

test.each([
  [undefined, true],
  ['mirror.example.com/library/postgres:16', true],
  ['postgis/postgis:17-3.5', true],
  ['registry.example.com/tools/pg-client:3', false],
])('with the client %s, backups are rehearsed: %s', (client, isRehearsed) => {
  const { backup } = new ManagedPostgreSql({ ...necessary, client }).bind();
  expect(backup).toMatchObject({ kind: 'database', engine: 'postgresql', image: client ?? 'postgres:17' });
  expect(backup?.kind === 'database' && backup.scratch !== undefined).toBe(isRehearsed);
});
