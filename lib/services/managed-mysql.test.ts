import { SecretSource } from '../site/secret-source';
import { Database } from './database';
import { ManagedMySql, type ManagedMySqlProps } from './managed-mysql';
import { mysqlBackup } from './mysql-client';
import { MYSQL_PROBE } from './mysql-probe';
import { mysqlServer } from './mysql-server';

const necessary: ManagedMySqlProps = {
  host: 'private-db.example.com',
  database: 'shop',
  user: 'drupal',
  password: SecretSource.environment('DB_PASSWORD'),
};

describe('with the necessary properties alone', () => {
  const binding = new ManagedMySql(necessary).bind();

  test('is reached on the port of DigitalOcean, without encryption', () => {
    expect(binding.env).toStrictEqual({
      MYSQL_HOST: 'private-db.example.com',
      MYSQL_PORT: '25060',
      MYSQL_NAME: 'shop',
      MYSQL_USER: 'drupal',
      MYSQL_PASS_FILE: '/secrets/database/password',
      DRUSH_COMMAND_SQL_OPTIONS_EXTRA: '--loose-skip-ssl-verify-server-cert',
      DRUSH_COMMAND_SQL_OPTIONS_EXTRA_DUMP: '--loose-skip-ssl-verify-server-cert',
    });
  });

  test('may be anywhere, but on its port', () => {
    expect(binding.connectsTo).toStrictEqual([{ kind: 'addresses', cidrs: ['0.0.0.0/0'], ports: [25_060] }]);
  });
});

test('with all properties, each has its effect', () => {
  const props: Required<ManagedMySqlProps> = {
    ...necessary,
    port: 3306,
    password: SecretSource.existing('rds', 'pw'),
    ca: SecretSource.environment('DB_CA'),
    addresses: ['10.20.0.0/16'],
    client: 'mysql:8.0',
  };
  expect(new ManagedMySql(props).bind()).toStrictEqual({
    database: MYSQL_PROBE,
    backup: mysqlBackup('mysql:8.0', mysqlServer({ name: 'shop', user: 'drupal' })),
    env: {
      MYSQL_HOST: 'private-db.example.com',
      MYSQL_PORT: '3306',
      MYSQL_NAME: 'shop',
      MYSQL_USER: 'drupal',
      MYSQL_PASS_FILE: '/secrets/database/password',
      MYSQL_CA_FILE: '/secrets/database-ca/ca.crt',
    },
    mounts: [
      {
        name: 'mysql',
        path: '/secrets/database',
        readOnly: true,
        source: { secrets: [{ secret: 'rds', keys: { pw: 'password' } }] },
      },
      {
        name: 'mysql-ca',
        path: '/secrets/database-ca',
        readOnly: true,
        source: { secrets: [{ secret: 'mysql-ca', keys: { 'ca.crt': 'ca.crt' } }] },
      },
    ],
    secrets: [
      { name: 'rds', purpose: 'the managed database', keys: { pw: SecretSource.existing('rds', 'pw') } },
      {
        name: 'mysql-ca',
        purpose: "the managed database's authority",
        keys: { 'ca.crt': SecretSource.environment('DB_CA') },
      },
    ],
    connectsTo: [{ kind: 'addresses', cidrs: ['10.20.0.0/16'], ports: [3306] }],
  });
});

test('a sound one has no problems', () => {
  expect(Database.mysql(necessary).problems?.()).toStrictEqual([]);
});

test('says all that is wrong at once', () => {
  const props = { host: 'mysql://x', port: 0, database: '', user: 5, password: 'hunter2', addresses: ['10.0.0.1/8'] };
  const problems = Database.mysql(props as never).problems?.() ?? [];
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

test('a password or an authority that is made up is refused, and of one that is missing nothing else is said to be allowed', () => {
  const props = { ...necessary, password: SecretSource.generated(), ca: SecretSource.generated() };
  const { password, ...rest } = necessary;
  const said = [props, rest].flatMap((one) => new ManagedMySql(one as ManagedMySqlProps).problems());
  expect(said.map(({ path }) => path).sort()).toStrictEqual(['ca', 'password', 'password']);
  for (const { allowed } of said) expect(allowed).not.toContain('generated');
});
