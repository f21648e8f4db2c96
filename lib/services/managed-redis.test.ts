import { SecretSource } from '../site/secret-source';
import { Cache } from './cache';
import { ManagedRedis, type ManagedRedisProps } from './managed-redis';

const password = SecretSource.environment('REDIS_PASSWORD');
const problemsOf = (props: unknown) => Cache.managedRedis(props as ManagedRedisProps).problems?.() ?? [];

test('with a host alone, is reached on the port of DigitalOcean, encrypted and without a login', () => {
  expect(new ManagedRedis({ host: 'private-cache.example.com' }).bind()).toStrictEqual({
    env: { REDIS_HOST: 'private-cache.example.com', REDIS_PORT: '25061', REDIS_ENCRYPTION: 'tls' },
    mounts: [],
    secrets: [],
    connectsTo: [{ kind: 'addresses', cidrs: ['0.0.0.0/0'], ports: [25_061] }],
  });
});

test('with all properties, each has its effect', () => {
  const props: Required<ManagedRedisProps> = {
    host: 'cache.example.com',
    port: 6380,
    user: 'shop',
    password,
    database: 3,
    tls: true,
    ca: SecretSource.existing('authority', 'ca.pem'),
    addresses: ['10.20.0.0/16'],
  };
  const { env, mounts, secrets, connectsTo } = new ManagedRedis(props).bind();
  expect(env).toStrictEqual({
    REDIS_HOST: 'cache.example.com',
    REDIS_PORT: '6380',
    REDIS_USER: 'shop',
    REDIS_PASS_FILE: '/secrets/cache/password',
    REDIS_DATABASE: '3',
    REDIS_ENCRYPTION: 'tls',
    REDIS_CA_FILE: '/secrets/cache-ca/ca.crt',
  });
  expect(mounts).toStrictEqual([
    {
      name: 'redis',
      path: '/secrets/cache',
      readOnly: true,
      source: { secrets: [{ secret: 'redis', keys: { password: 'password' } }] },
    },
    {
      name: 'redis-ca',
      path: '/secrets/cache-ca',
      readOnly: true,
      source: { secrets: [{ secret: 'authority', keys: { 'ca.pem': 'ca.crt' } }] },
    },
  ]);
  expect(secrets).toStrictEqual([
    { name: 'redis', purpose: 'the cache', keys: { password } },
    { name: 'authority', purpose: "the cache's authority", keys: { 'ca.pem': props.ca } },
  ]);
  expect(connectsTo).toStrictEqual([{ kind: 'addresses', cidrs: ['10.20.0.0/16'], ports: [6380] }]);
});

test('without encryption, and as the user that the server means anyway', () => {
  expect(new ManagedRedis({ host: 'cache', user: 'default', password, tls: false }).bind().env).toStrictEqual({
    REDIS_HOST: 'cache',
    REDIS_PORT: '25061',
    REDIS_PASS_FILE: '/secrets/cache/password',
  });
});

test('says which database it fills, which no two environments may', () => {
  const outside = (props: ManagedRedisProps) => Cache.managedRedis(props).outside?.();
  expect(outside({ host: 'Cache.example.com', database: 2 })).toStrictEqual(['redis://cache.example.com:25061/2']);
  expect(outside({ host: 'cache.example.com', port: 6379 })).toStrictEqual(['redis://cache.example.com:6379/0']);
  expect(outside({ host: 'redis://cache' })).toStrictEqual([]);
});

test('a sound one has no problems', () => {
  expect(problemsOf({ host: 'cache.example.com', user: 'default', password })).toStrictEqual([]);
});

test('says all that is wrong at once', () => {
  const props = {
    host: 'rediss://x',
    port: 0,
    user: 'a b',
    password: 'hunter2',
    database: -1,
    tls: 'yes',
    ca: 1,
    foo: 1,
  };
  const problems = problemsOf({ ...props, addresses: [] });
  expect(problems.map(({ path }) => path).sort()).toStrictEqual([
    'addresses',
    'ca',
    'database',
    'foo',
    'host',
    'password',
    'port',
    'tls',
    'user',
  ]);
  expect(JSON.stringify(problems)).not.toContain('hunter2');
});

test.each<[string, Partial<ManagedRedisProps>, string[]]>([
  ['a user without a password', { user: 'shop' }, ['password']],
  ['a password that the server does not know', { password: SecretSource.generated() }, ['password']],
  ['an authority that is made up', { ca: SecretSource.generated() }, ['ca']],
  ['an authority without encryption', { ca: SecretSource.environment('CA'), tls: false }, ['ca']],
])('refuses %s', (_what, props, paths) => {
  expect(problemsOf({ host: 'cache', ...props }).map(({ path }) => path)).toStrictEqual(paths);
});
