import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createServer } from 'node:tls';
import { DrupalRuntime } from '../../../lib/runtime/drupal-runtime';
import { profiles } from '../../../lib/runtime/profiles';
import { plainChart } from '../../../test/manifests';
import { INCLUDE } from './include';
import { scaffold } from './scaffold';

const modules = spawnSync('php', ['-m'], { encoding: 'utf8' });
const hasPhp = modules.status === 0;
const hasMySql = hasPhp && /^pdo_mysql$/m.test(modules.stdout);
const hasPgSql = hasPhp && /^pdo_pgsql$/m.test(modules.stdout);
const hasRedis = hasPhp && /^redis$/m.test(modules.stdout);
const withPhp = hasPhp ? test : test.skip;
const lacks = (has: boolean, what: string) => (has ? '' : ` [skipped: there is no ${what}]`);

let site: string;
const file = (name: string) => join(site, name);

beforeEach(() => {
  site = mkdtempSync(join(tmpdir(), 'settings-'));
  write({
    'settings.kubernetes.php': scaffold('settings.kubernetes.php', { include: INCLUDE }),
    'settings.php': scaffold('settings.php', { include: INCLUDE }),
    'secrets/hash-salt': 'a-long-salt\n',
    'secrets/password': 'p\'ass"word$\n',
    'secrets/ca.crt': 'certificate',
    'probe.php': PROBE,
  });
});
afterEach(() => rmSync(site, { recursive: true }));

function write(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(file(name)), { recursive: true });
    writeFileSync(file(name), text);
  }
}

/** Reads settings.php as Drupal's Settings::initialize() does, with every notice an error. */
const PROBE = `<?php
namespace Symfony\\Component\\HttpFoundation {
  class Request {
    const HEADER_X_FORWARDED_FOR = 0b000010;
    const HEADER_X_FORWARDED_HOST = 0b000100;
    const HEADER_X_FORWARDED_PROTO = 0b001000;
    const HEADER_X_FORWARDED_PORT = 0b010000;
  }
}
namespace Drupal\\Core\\Installer {
  class InstallerKernel {
    static function installationAttempted() { return (bool) getenv('INSTALLING'); }
  }
}
namespace {
  error_reporting(E_ALL);
  set_error_handler(function ($level, $message) { throw new \\ErrorException($message); });
  if (getenv('DRUPAL_VERSION')) eval('class Drupal { const VERSION = "' . getenv('DRUPAL_VERSION') . '"; }');
  foreach (json_decode(getenv('SERVER') ?: '[]', TRUE) as $name => $value) $_SERVER[$name] = $value;
  if (getenv('PHP_84')) eval('namespace Pdo; class Mysql { const ATTR_SSL_CA = 8484; }');
  if (getenv('FAKE_PREDIS')) eval('namespace Predis; class Client {}');
  $class_loader = new class { public $added = []; function addPsr4($prefix, $path) { $this->added[$prefix] = $path; } };
  (function ($app_root, $site_path, &$class_loader) {
    $settings = json_decode(getenv('OWN_SETTINGS') ?: '[]', TRUE);
    $config = [];
    $databases = [];
    require __DIR__ . '/settings.php';
    if (getenv('CONNECT')) {
      // As the module does, in all its versions.
      ['host' => $host, 'port' => $port, 'password' => $password, 'base' => $base] = $settings['redis.connection'];
      restore_error_handler();
      $redis = new \\Redis();
      $redis->connect($host, $port, 5);
      $redis->auth($password);
      $redis->select($base);
      exit($redis->echo('hello'));
    }
    $added = $class_loader->added;
    $names = array_values(array_diff(array_keys(get_defined_vars()), ['app_root', 'site_path', 'class_loader', 'added']));
    echo json_encode(compact('settings', 'config', 'databases', 'added', 'names'));
  })(__DIR__, 'sites/default', $class_loader);
}`;

function php(env: Record<string, string>, ...options: string[]) {
  const { PATH = '' } = process.env;
  return spawnSync('php', [...options, file('probe.php')], { encoding: 'utf8', env: { PATH, ...env } });
}

function settingsWith(env: Record<string, string>, ...options: string[]) {
  const { stdout, stderr, status } = php(env, ...options);
  if (status !== 0) throw new Error(stdout + stderr);
  return JSON.parse(stdout);
}

/** What a web server answers that runs the same. */
async function visit(env: Record<string, string>): Promise<{ status: number; text: string }> {
  const { PATH = '' } = process.env;
  const server = spawn('php', ['-S', '127.0.0.1:0', file('probe.php')], { env: { PATH, ...env } });
  try {
    const port = await new Promise<string>((resolve, reject) => {
      server.stderr.on('data', (said) => {
        const [, found] = /127\.0\.0\.1:([1-9]\d*)\) started/.exec(String(said)) ?? [];
        if (found) resolve(found);
      });
      server.on('exit', () => reject(new Error('php -S ended')));
    });
    const response = await fetch(`http://127.0.0.1:${port}/`);
    return { status: response.status, text: await response.text() };
  } finally {
    server.kill();
  }
}

const complete = () => ({
  DRUPAL_HASH_SALT_FILE: file('secrets/hash-salt'),
  DRUPAL_TRUSTED_HOSTS: 'shop.example.org,www.shop.example.org',
  DRUPAL_REVERSE_PROXY_ADDRESSES: '10.0.0.0/8,fd00::/8',
  DRUPAL_DEPLOYMENT_IDENTIFIER: '1a2b3c4d',
  DRUPAL_CONFIG_SYNC: '../config/sync',
  DRUPAL_PRIVATE_FILES: '/var/www/private',
  DRUPAL_TWIG_CACHE: '/var/cache/drupal',
  MYSQL_HOST: 'mariadb',
  MYSQL_PORT: '3306',
  MYSQL_NAME: 'drupal',
  MYSQL_USER: 'drupal',
  MYSQL_PASS_FILE: file('secrets/password'),
});

const DATABASE = {
  driver: 'mysql',
  namespace: 'Drupal\\mysql\\Driver\\Database\\mysql',
  autoload: 'core/modules/mysql/src/Driver/Database/mysql/',
  host: 'mariadb',
  port: '3306',
  database: 'drupal',
  username: 'drupal',
  password: 'p\'ass"word$',
  prefix: '',
  collation: 'utf8mb4_general_ci',
  init_commands: { isolation_level: 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED' },
};

test('the variables that are told here are those of the container', () => {
  const chart = plainChart();
  const hosts = ['shop.example.org', 'www.shop.example.org'] as const;
  const runtime = new DrupalRuntime({ image: 'registry.example.org/shop:1a2b3c4d', hosts: [...hosts] });
  const [container] = runtime.podTemplate(chart, { component: 'web' }).spec?.containers ?? [];
  const names = (container?.env ?? []).map(({ name }) => name).filter((name) => name.startsWith('DRUPAL_'));
  // A settings file of before has no use for the environment's name, and the one here works without it.
  expect(names.filter((name) => name !== 'DRUPAL_ENVIRONMENT').sort()).toEqual(
    Object.keys(complete())
      .filter((name) => name.startsWith('DRUPAL_'))
      .sort(),
  );
  expect(profiles.official.configSync).toBe(complete().DRUPAL_CONFIG_SYNC);
});

describe(`settings.php under PHP${lacks(hasPhp, 'php on the path')}`, () => {
  withPhp.each(['settings.kubernetes.php', 'settings.php'])('%s is sound', (name) => {
    expect(execFileSync('php', ['-l', file(name)], { encoding: 'utf8' })).toContain('No syntax errors');
  });

  withPhp('takes everything from the container, and leaves no variable behind', () => {
    expect(settingsWith(complete())).toEqual({
      settings: {
        hash_salt: 'a-long-salt',
        deployment_identifier: '1a2b3c4d',
        config_sync_directory: '../config/sync',
        file_private_path: '/var/www/private',
        php_storage: { twig: { directory: '/var/cache/drupal', secret: 'a-long-salt' } },
        trusted_host_patterns: ['^shop\\.example\\.org$', '^www\\.shop\\.example\\.org$'],
        reverse_proxy: true,
        reverse_proxy_addresses: ['10.0.0.0/8', 'fd00::/8'],
        reverse_proxy_trusted_headers: 0b011110,
        cache_prefix: expect.stringMatching(/^drupal\.[0-9a-f]{12}$/),
      },
      databases: { default: { default: DATABASE } },
      config: [],
      added: [],
      names: ['settings', 'config', 'databases'],
    });
  });

  withPhp('keeps temporary files where all pods find them, if it can make the folder', () => {
    const folder = file('private/.temporary');
    const temporary = (value: string) =>
      settingsWith({ ...complete(), DRUPAL_TEMPORARY_FILES: value }).settings.file_temp_path;
    expect(temporary(folder)).toBeUndefined(); // there is no private folder yet
    mkdirSync(file('private'));
    expect(temporary(folder)).toBe(folder);
    expect(temporary(folder)).toBe(folder);
    expect(temporary('')).toBeUndefined();
  });

  withPhp('does nothing outside such a container', () => {
    expect(settingsWith({ MYSQL_HOST: 'elsewhere' })).toMatchObject({ settings: [], databases: [] });
  });

  withPhp.each(['', ' , '])('trusts no proxy where the addresses are %j', (addresses) => {
    const { settings } = settingsWith({ ...complete(), DRUPAL_REVERSE_PROXY_ADDRESSES: addresses });
    expect(Object.keys(settings).filter((name) => name.startsWith('reverse_proxy'))).toEqual([]);
  });

  describe('caches under one prefix', () => {
    const prefixOf = (env: Record<string, string> = {}) =>
      settingsWith({ ...complete(), ...env }).settings.cache_prefix;

    withPhp('whatever the release and the hosts, so that an edit reaches what another release has cached', () => {
      expect(prefixOf({ DRUPAL_DEPLOYMENT_IDENTIFIER: 'other' })).toBe(prefixOf());
      expect(prefixOf({ DRUPAL_TRUSTED_HOSTS: 'other.example.org' })).toBe(prefixOf());
    });

    withPhp('that no other environment has', () => {
      const one = prefixOf();
      write({ 'secrets/hash-salt': 'another-salt' });
      expect(prefixOf()).not.toBe(one);
    });

    withPhp('or under the one that the site has chosen', () => {
      expect(prefixOf({ OWN_SETTINGS: '{"cache_prefix":"own"}' })).toBe('own');
    });
  });

  withPhp('caches the state up to Drupal 10, where it is a choice', () => {
    const stateCache = (env: Record<string, string>) => settingsWith({ ...complete(), ...env }).settings.state_cache;
    expect(stateCache({ DRUPAL_VERSION: '10.6.1' })).toBe(true);
    expect(stateCache({ DRUPAL_VERSION: '10.6.1', OWN_SETTINGS: '{"state_cache":false}' })).toBe(false);
    expect(stateCache({ DRUPAL_VERSION: '11.3.0' })).toBeUndefined();
  });

  describe('installs', () => {
    withPhp('on the command line', () => {
      expect(settingsWith({ ...complete(), INSTALLING: '1' }).settings.hash_salt).toBe('a-long-salt');
    });

    withPhp('nothing for a visitor', async () => {
      const refused = await visit({ ...complete(), INSTALLING: '1' });
      expect(refused.status).toBe(503);
      expect(refused.text).toBe('Drupal is installed on the command line only: drush site:install\n');
      const served = await visit(complete());
      expect([served.status, served.text]).toEqual([200, expect.stringContaining('a-long-salt')]);
    });
  });

  describe('keeps files in a bucket', () => {
    const bucket = () => ({
      ...complete(),
      DRUPAL_CONFIG_SYNC: 'config/sync',
      FILES_S3_ENDPOINT: 'https://s3.example.com',
      FILES_S3_BUCKET: 'shop',
      FILES_S3_REGION: 'us-east-1',
      FILES_S3_FOLDER: 'shop/live/files',
      FILES_S3_ACCESS_KEY_FILE: file('secrets/hash-salt'),
      FILES_S3_SECRET_KEY_FILE: file('secrets/password'),
    });
    const said = (env: Record<string, string>) => {
      const { stdout, stderr } = php(env);
      return stdout + stderr;
    };
    const enabled = 'module:\n  redis: 0\n  s3fs: 0\n';

    withPhp.each([
      ['core.extension.yml', 'modules/contrib/s3fs'],
      ['config_split.config_split.live.yml', 'modules/s3fs'],
    ])('by s3fs, which %s enables, in %s', (list, folder) => {
      write({ [`${folder}/s3fs.info.yml`]: '', [`config/sync/${list}`]: enabled });
      const { settings, config } = settingsWith(bucket());
      expect(Object.fromEntries(Object.entries(settings).filter(([name]) => name.startsWith('s3fs')))).toEqual({
        's3fs.access_key': 'a-long-salt',
        's3fs.secret_key': 'p\'ass"word$',
        's3fs.use_s3_for_public': true,
        's3fs.use_s3_for_private': true,
        's3fs.upload_as_private': false,
      });
      expect(config['s3fs.settings']).toEqual({
        bucket: 'shop',
        region: 'us-east-1',
        root_folder: 'shop/live/files',
        use_customhost: true,
        hostname: 'https://s3.example.com',
        use_path_style_endpoint: false,
        use_https: true,
        use_cname: false,
        domain: '',
        domain_root: 'none',
      });
    });

    withPhp('of another kind, under another host', () => {
      write({ 'modules/contrib/s3fs/s3fs.info.yml': '', 'config/sync/core.extension.yml': enabled });
      const { FILES_S3_FOLDER, ...others } = bucket();
      const { settings, config } = settingsWith({
        ...others,
        FILES_S3_ENDPOINT: 'http://minio:9000',
        FILES_S3_PUBLIC_HOST: 'cdn.example.com',
        FILES_S3_ACL: 'none',
        FILES_S3_PATH_STYLE: 'yes',
      });
      expect(settings['s3fs.upload_as_private']).toBe(true);
      expect(config['s3fs.settings']).toMatchObject({
        root_folder: '',
        hostname: 'http://minio:9000',
        use_path_style_endpoint: true,
        use_https: false,
        use_cname: true,
        domain: 'cdn.example.com',
      });
    });

    withPhp('or says why uploads would be lost', () => {
      expect(said(bucket())).toContain('there is no modules/contrib/s3fs in the image: composer require drupal/s3fs');
      write({ 'modules/contrib/s3fs/s3fs.info.yml': '' });
      expect(said(bucket())).toContain('does not enable s3fs, and uploads would be lost with the pod');
      write({ 'config/sync/core.extension.yml': 'module:\n  s3fs_cors: 0\n  not_s3fs: 0\n' });
      expect(said({ ...bucket(), INSTALLING: '1' })).toContain('does not enable s3fs');
      expect(said({ ...bucket(), FILES_S3_SECRET_KEY_FILE: '/nowhere' })).toContain('FILES_S3_SECRET_KEY_FILE');
    });

    withPhp('as far as the site says itself', () => {
      write({ 'modules/contrib/s3fs/s3fs.info.yml': '' });
      const own = { 's3fs.use_s3_for_public': false };
      const { settings } = settingsWith({ ...bucket(), OWN_SETTINGS: JSON.stringify(own) });
      expect(settings).toMatchObject({ ...own, 's3fs.use_s3_for_private': true });
    });
  });

  describe('answers a starting pod with a page of its own', () => {
    const PROBE_OF_A_START = { HTTP_USER_AGENT: 'kube-probe/1.37', HTTP_CACHE_CONTROL: 'no-cache' };
    const cachesOf = (server: Record<string, string>) =>
      settingsWith({ ...complete(), SERVER: JSON.stringify(server) }).settings.cache?.bins;

    withPhp('that no page cache holds', () => {
      const memory = 'cache.backend.memory';
      expect(cachesOf(PROBE_OF_A_START)).toEqual({ page: memory, dynamic_page_cache: memory });
    });

    withPhp.each<[string, Record<string, string>]>([
      ['a visitor', { ...PROBE_OF_A_START, HTTP_X_FORWARDED_FOR: '203.0.113.7' }],
      ['a browser that reloads', { HTTP_USER_AGENT: 'Mozilla/5.0', HTTP_CACHE_CONTROL: 'no-cache' }],
      ['a pod that has started', { HTTP_USER_AGENT: 'kube-probe/1.37' }],
    ])('and %s from the caches', (_who, server) => {
      expect(cachesOf(server)).toBeUndefined();
    });
  });

  describe('a PostgreSQL', () => {
    const withPgSql = hasPgSql ? test : test.skip;
    const postgresql = () => {
      const { MYSQL_HOST, MYSQL_PORT, MYSQL_NAME, MYSQL_USER, MYSQL_PASS_FILE, ...others } = complete();
      return {
        ...others,
        PGSQL_HOST: 'postgresql',
        PGSQL_PORT: '5432',
        PGSQL_NAME: 'drupal',
        PGSQL_USER: 'drupal',
        PGSQL_PASS_FILE: MYSQL_PASS_FILE,
      };
    };

    withPgSql(`is the database${lacks(hasPgSql, 'pdo_pgsql')}`, () => {
      expect(settingsWith(postgresql()).databases.default.default).toEqual({
        driver: 'pgsql',
        namespace: 'Drupal\\pgsql\\Driver\\Database\\pgsql',
        autoload: 'core/modules/pgsql/src/Driver/Database/pgsql/',
        host: 'postgresql',
        port: '5432',
        database: 'drupal',
        username: 'drupal',
        password: 'p\'ass"word$',
        prefix: '',
      });
    });

    withPhp('without what it needs is told', () => {
      const { stdout, stderr } = php(
        { ...postgresql(), PGSQL_NAME: '', PGSSLROOTCERT: '/nowhere/ca.crt' },
        '-n', // without extensions
      );
      const said = stdout + stderr;
      expect(said).toContain('PGSQL_NAME is not set');
      expect(said).toContain('/nowhere/ca.crt, which PGSSLROOTCERT names, cannot be read');
      expect(said).toContain('the PHP extension pdo_pgsql is not loaded');
    });
  });

  withPhp('leaves a database of another kind to the site', () => {
    const { MYSQL_HOST, MYSQL_PORT, MYSQL_NAME, MYSQL_USER, MYSQL_PASS_FILE, ...others } = complete();
    expect(settingsWith(others).databases).toEqual([]);
  });

  describe('says all that is missing at once, without a notice:', () => {
    withPhp('variables and files', () => {
      const { stdout, stderr, status } = php({
        DRUPAL_HASH_SALT_FILE: '/nowhere/hash-salt',
        MYSQL_HOST: 'mariadb',
        MYSQL_PASS_FILE: file('secrets'),
        SOLR_HOST: 'solr',
      });
      const said = stdout + stderr;
      expect(status).toBe(255);
      expect(said).toContain(
        'RuntimeException: settings.kubernetes.php: the container does not give Drupal what it needs',
      );
      expect(said).toContain('/nowhere/hash-salt, which DRUPAL_HASH_SALT_FILE names, is empty or cannot be read');
      expect(said).toContain(`${file('secrets')}, which MYSQL_PASS_FILE names, is empty or cannot be read`);
      const names = ['TRUSTED_HOSTS', 'DEPLOYMENT_IDENTIFIER', 'CONFIG_SYNC', 'PRIVATE_FILES', 'TWIG_CACHE'];
      for (const name of [
        ...names.map((end) => `DRUPAL_${end}`),
        'MYSQL_PORT',
        'MYSQL_NAME',
        'MYSQL_USER',
        'SOLR_PORT',
        'SOLR_CORE',
      ])
        expect(said).toContain(`${name} is not set`);
      expect(said).not.toMatch(/Warning|Notice|Deprecated|ErrorException/);
    });

    withPhp('each variable on its own', () => {
      const required = Object.keys(complete()).filter((name) => !/HASH_SALT|ADDRESSES|MYSQL_HOST/.test(name));
      expect(required).toHaveLength(9);
      for (const name of required) {
        const { stdout, stderr } = php({ ...complete(), [name]: '' });
        expect(stdout + stderr).toContain(`needs: ${name} is not set`);
      }
    });

    withPhp('an empty salt, whose content is never shown', () => {
      write({ 'secrets/hash-salt': ' \n' });
      const { stdout, stderr } = php(complete());
      expect(stdout + stderr).toContain('is empty or cannot be read');
      expect(stdout + stderr).not.toContain("p'ass");
    });
  });

  describe('encrypts the connection where the database server has an authority', () => {
    const withMySql = hasMySql ? test : test.skip;

    withMySql(`before PHP 8.4${lacks(hasMySql, 'pdo_mysql')}`, () => {
      const number = execFileSync('php', ['-r', 'echo @PDO::MYSQL_ATTR_SSL_CA;'], { encoding: 'utf8' });
      const { databases } = settingsWith({ ...complete(), MYSQL_CA_FILE: file('secrets/ca.crt') });
      expect(databases.default.default).toEqual({ ...DATABASE, pdo: { [number]: file('secrets/ca.crt') } });
    });

    withPhp('from PHP 8.4 on', () => {
      const { databases } = settingsWith({ ...complete(), PHP_84: '1', MYSQL_CA_FILE: file('secrets/ca.crt') });
      expect(databases.default.default.pdo).toEqual({ 8484: file('secrets/ca.crt') });
    });

    withPhp('and refuses to connect without it', () => {
      const { stdout, stderr } = php({ ...complete(), PHP_84: '1', MYSQL_CA_FILE: '/nowhere/ca.crt' });
      expect(stdout + stderr).toContain('/nowhere/ca.crt, which MYSQL_CA_FILE names, cannot be read');
      const bare = php({ ...complete(), MYSQL_CA_FILE: file('secrets/ca.crt') }, '-n');
      expect(bare.stdout + bare.stderr).toContain('the PHP extension pdo_mysql is not loaded');
    });
  });

  describe('caches in Redis', () => {
    const redis = () => ({ ...complete(), REDIS_HOST: 'redis', REDIS_PORT: '6379' });
    const withRedis = hasRedis ? test : test.skip;

    withRedis.each(['modules/contrib/redis', 'modules/redis'])(
      `with the module in %s${lacks(hasRedis, 'PhpRedis')}`,
      (folder) => {
        write({ [`${folder}/redis.services.yml`]: '' });
        const { settings, added } = settingsWith(redis());
        expect(settings).toMatchObject({
          cache: { default: 'cache.backend.redis' },
          container_yamls: [`${folder}/redis.services.yml`],
          'redis.connection': { interface: 'PhpRedis', host: 'redis', port: 6379 },
        });
        expect(added).toEqual({ 'Drupal\\redis\\': file(`${folder}/src`) });
      },
    );

    withPhp('with Predis where the extension is not there', () => {
      write({ 'modules/contrib/redis/redis.services.yml': '' });
      const { settings } = settingsWith({ ...redis(), FAKE_PREDIS: '1' }, '-n');
      expect(settings['redis.connection'].interface).toBe('Predis');
    });

    withPhp('not during the installation', () => {
      write({ 'modules/contrib/redis/redis.services.yml': '' });
      expect(settingsWith({ ...redis(), FAKE_PREDIS: '1', INSTALLING: '1' }).settings.cache).toBeUndefined();
    });

    withPhp('or says what the image lacks', () => {
      const { stdout, stderr, status } = php(redis(), '-n');
      expect(status).toBe(255);
      expect(stdout + stderr).toContain(
        'REDIS_HOST is set, but there is no modules/contrib/redis in the image: composer require drupal/redis, or leave `cache` out of the site file; ' +
          'REDIS_HOST is set, but PHP has no client for it: install the PHP extension redis in the image, or leave `cache` out of the site file',
      );
      const whileInstalling = php({ ...redis(), INSTALLING: '1' }, '-n');
      expect(whileInstalling.stdout + whileInstalling.stderr).toContain('there is no modules/contrib/redis');
    });

    withPhp('unless the site has chosen another place for its caches', () => {
      const own = { cache: { default: 'cache.backend.database' } };
      const { settings } = settingsWith({ ...redis(), OWN_SETTINGS: JSON.stringify(own) }, '-n');
      expect(settings).toMatchObject(own);
      expect(settings).not.toHaveProperty(['redis.connection']);
    });
  });

  describe('caches in a Redis outside the cluster', () => {
    const managed = () => ({
      ...complete(),
      REDIS_HOST: 'localhost',
      REDIS_PORT: '25061',
      REDIS_USER: 'shop',
      REDIS_PASS_FILE: file('secrets/password'),
      REDIS_DATABASE: '3',
      REDIS_ENCRYPTION: 'tls',
      REDIS_CA_FILE: file('secrets/ca.crt'),
    });
    const withRedis = hasRedis ? test : test.skip;
    beforeEach(() => write({ 'modules/contrib/redis/redis.services.yml': '' }));

    withRedis(`with PhpRedis${lacks(hasRedis, 'PhpRedis')}`, () => {
      const { REDIS_USER, ...others } = managed();
      const tls = { interface: 'PhpRedis', host: 'tls://localhost', port: 25_061, base: 3 };
      expect(settingsWith(managed()).settings['redis.connection']).toEqual({
        ...tls,
        password: ['shop', 'p\'ass"word$'],
      });
      expect(settingsWith(others).settings['redis.connection']).toEqual({ ...tls, password: 'p\'ass"word$' });
    });

    withPhp('with Predis, where the module hands all of it over', () => {
      const predis = { ...managed(), FAKE_PREDIS: '1' };
      const { stdout, stderr } = php(predis, '-n');
      expect(stdout + stderr).toContain('tells Predis of no encryption and no user');
      write({ 'modules/contrib/redis/src/Client/PredisFactory.php': '' });
      expect(settingsWith(predis, '-n').settings['redis.connection']).toEqual({
        interface: 'Predis',
        host: 'localhost',
        port: 25_061,
        username: 'shop',
        password: 'p\'ass"word$',
        base: 3,
        database: 3,
        scheme: 'tls',
        ssl: { cafile: file('secrets/ca.crt') },
      });
    });

    withPhp('or says what is missing', () => {
      const env = { ...managed(), REDIS_PASS_FILE: '/nowhere/password', REDIS_CA_FILE: '/nowhere/ca.crt' };
      const { stdout, stderr } = php({ ...env, FAKE_PREDIS: '1' });
      expect(stdout + stderr).toContain('/nowhere/password, which REDIS_PASS_FILE names, is empty or cannot be read');
      expect(stdout + stderr).toContain('/nowhere/ca.crt, which REDIS_CA_FILE names, cannot be read');
    });

    const hasOpenSsl = spawnSync('openssl', ['version']).status === 0;
    const overTls = hasRedis && hasOpenSsl ? test : test.skip;

    /** What PhpRedis gets of a server with a certificate of the authority `right` for a name, and what the server was told. */
    async function over(name: string, env: Record<string, string>) {
      const heard: string[] = [];
      const server = createServer(
        { key: readFileSync(file(`${name}.key`)), cert: readFileSync(file(`${name}.crt`)) },
        (socket) => {
          socket.on('error', () => undefined); // who does not trust it hangs up
          socket.on('data', (data) => {
            const words = String(data)
              .split('\r\n')
              .filter((line, index) => index > 0 && index % 2 === 0 && line !== '');
            heard.push(words.join(' '));
            socket.write(words[0]?.toUpperCase() === 'ECHO' ? '$5\r\nhello\r\n' : '+OK\r\n');
          });
        },
      );
      server.on('tlsClientError', () => undefined);
      await new Promise<void>((resolve) => server.listen(0, resolve));
      const REDIS_PORT = String((server.address() as AddressInfo).port);
      const { PATH = '' } = process.env;
      const program = spawn('php', [file('probe.php')], { env: { PATH, ...env, REDIS_PORT, CONNECT: '1' } });
      let said = '';
      for (const stream of [program.stdout, program.stderr]) stream.on('data', (data) => (said += String(data)));
      await new Promise((resolve) => program.on('close', resolve));
      await new Promise((resolve) => server.close(resolve));
      return { said, heard };
    }

    overTls(
      `over TLS, from the server that its authority vouches for alone${lacks(hasOpenSsl, 'openssl')}`,
      async () => {
        const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: site, stdio: 'pipe' });
        const key = (name: string) => [
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-keyout',
          `${name}.key`,
          '-out',
          `${name}.crt`,
        ];
        for (const ca of ['right', 'wrong']) openssl('req', '-x509', ...key(ca), '-subj', `/CN=${ca}`);
        for (const host of ['localhost', 'elsewhere']) {
          const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
          openssl('req', '-x509', ...key(host), ...names, '-CA', 'right.crt', '-CAkey', 'right.key');
        }
        const trusting = (ca: string) => ({ ...managed(), REDIS_CA_FILE: file(`${ca}.crt`) });
        const served = await over('localhost', trusting('right'));
        expect(served.said).toBe('hello');
        expect(served.heard).toEqual(['AUTH shop p\'ass"word$', 'SELECT 3', 'ECHO hello']);

        const { REDIS_CA_FILE, ...publicOnes } = managed();
        for (const [name, env] of [
          ['localhost', trusting('wrong')],
          ['localhost', publicOnes],
          ['elsewhere', trusting('right')],
        ] as const) {
          const { said, heard } = await over(name, env);
          expect(said).toMatch(/certificate verify failed|did not match expected name/);
          expect(heard).toEqual([]);
        }
      },
    );
  });

  withPhp('caches in Memcached, or says what the image lacks', () => {
    const env = { ...complete(), MEMCACHED_HOST: 'memcached', MEMCACHED_PORT: '11211' };
    const { stdout, stderr } = php(env, '-n');
    expect(stdout + stderr).toContain('MEMCACHED_HOST is set, but there is no modules/contrib/memcache in the image');
    expect(stdout + stderr).toContain('install the PHP extension memcached');
    write({ 'modules/contrib/memcache/memcache.services.yml': '' });
    write({ 'settings.kubernetes.php': withExtension('memcached') });
    expect(settingsWith(env, '-n').settings).toMatchObject({
      cache: { default: 'cache.backend.memcache' },
      container_yamls: ['modules/contrib/memcache/memcache.services.yml'],
      memcache: { servers: { 'memcached:11211': 'default' }, bins: { default: 'default' }, key_prefix: '' },
    });
  });

  // An edit under one release reaches what another has cached: no module finds a key for its caches that holds the release.
  describe('differs between two releases in the identifier alone', () => {
    withPhp.each([
      ['redis', { REDIS_HOST: 'redis', REDIS_PORT: '6379' }, 'redis'],
      ['memcached', { MEMCACHED_HOST: 'memcached', MEMCACHED_PORT: '11211' }, 'memcache'],
    ])('with %s', (extension, env, module) => {
      write({
        [`modules/contrib/${module}/${module}.services.yml`]: '',
        'settings.kubernetes.php': withExtension(extension),
      });
      const of = (release: string) => {
        const found = settingsWith({ ...complete(), ...env, DRUPAL_DEPLOYMENT_IDENTIFIER: release }, '-n');
        expect(found.settings.cache.default).toBe(`cache.backend.${module}`);
        expect(found.settings.deployment_identifier).toBe(release);
        const { deployment_identifier, ...settings } = found.settings;
        return { ...found, settings };
      };
      expect(of('one')).toEqual(of('two'));
    });
  });

  withPhp('gives each Solr server the core that it names, or that is called like it, or the first', () => {
    const server = (id: string, core: string) => ({
      [`config/sync/search_api.server.${id}.yml`]: `id: ${id}\nbackend: search_api_solr\nbackend_config:\n  connector_config:\n    core: ${core}\n`,
    });
    write({
      ...server('one', 'docs'),
      ...server('two', "'docs'"),
      ...server('docs', 'local'),
      ...server('four', 'local'),
    });
    const env = {
      ...complete(),
      SOLR_HOST: 'solr',
      SOLR_PORT: '8983',
      SOLR_CORE: 'main',
      DRUPAL_CONFIG_SYNC: 'config/sync',
    };
    const coresOf = (more: Record<string, string>) => {
      const { config } = settingsWith({ ...env, ...more });
      return ['one', 'two', 'docs', 'four'].map(
        (id) => config[`search_api.server.${id}`].backend_config.connector_config.core,
      );
    };
    expect(coresOf({ SOLR_CORES: 'main,docs' })).toEqual(['docs', 'docs', 'docs', 'main']);
    expect(coresOf({})).toEqual(['main', 'main', 'main', 'main']);
  });

  withPhp('points the exported Solr servers, and no others, at the one of the environment', () => {
    const sync = file('config/sync');
    write({
      'config/sync/search_api.server.main.yml': 'id: main\nbackend: search_api_solr\n',
      'config/sync/search_api.server.db.yml': 'id: db\nbackend: search_api_db\n',
    });
    const env = { ...complete(), SOLR_HOST: 'solr', SOLR_PORT: '8983', SOLR_CORE: 'drupal' };
    const connector_config = { scheme: 'http', host: 'solr', port: 8983, path: '/', core: 'drupal' };
    const config = { 'search_api.server.main': { backend_config: { connector_config } } };
    expect(settingsWith({ ...env, DRUPAL_CONFIG_SYNC: sync }).config).toEqual(config);
    expect(settingsWith({ ...env, DRUPAL_CONFIG_SYNC: 'config/sync' }).config).toEqual(config);
    expect(settingsWith({ ...env, DRUPAL_CONFIG_SYNC: 'nowhere' }).config).toEqual([]);
  });

  withPhp('points the exported OpenSearch servers, and no others, at the one of the environment', () => {
    write({
      'config/sync/search_api.server.main.yml': 'id: main\nbackend: opensearch\n',
      'config/sync/search_api.server.solr.yml': 'id: solr\nbackend: search_api_solr\n',
    });
    const env = { ...complete(), DRUPAL_CONFIG_SYNC: 'config/sync', OPENSEARCH_URL: 'http://opensearch:9200' };
    expect(settingsWith(env).config).toEqual({
      'search_api.server.main': { backend_config: { connector_config: { url: 'http://opensearch:9200' } } },
    });
  });

  withPhp('purges every pod of Varnish, and nothing that is no Varnish', () => {
    const purger = (hostname: string) => `id: a\nname: a\nhostname: ${hostname}\nport: 80\n`;
    write({
      'config/sync/varnish_purger.settings.one.yml': purger('anywhere.example.com'),
      'config/sync/purge_purger_http.settings.two.yml': purger('localhost'),
      'config/sync/purge_purger_http.settings.three.yml': purger("'varnish'"),
      'config/sync/purge_purger_http.settings.cdn.yml': purger('api.cdn.example.com'),
    });
    const variables = {
      VARNISH_HOST: 'varnish-pods',
      VARNISH_PORT: '8081',
      VARNISH_PURGE_FOLDER: '/etc/varnish-purge',
    };
    const env = { ...complete(), DRUPAL_CONFIG_SYNC: file('config/sync') };
    const { config, settings, added } = settingsWith({ ...env, ...variables });
    const pods = { scheme: 'http', hostname: 'varnish-pods', port: 8081 };
    expect(config).toEqual({
      'varnish_purger.settings.one': pods,
      'purge_purger_http.settings.two': pods,
      'purge_purger_http.settings.three': pods,
    });
    expect(settings.container_yamls).toEqual(['/etc/varnish-purge/purge.services.yml']);
    expect(added).toEqual({ 'Cdk8sDrupal\\': '/etc/varnish-purge' });
    expect(settingsWith(env).config).toEqual([]);
    expect(settingsWith(env).settings.container_yamls).toBeUndefined();
    const { stdout, stderr } = php({ ...env, VARNISH_HOST: 'varnish-pods' });
    for (const name of ['VARNISH_PORT', 'VARNISH_PURGE_FOLDER'])
      expect(stdout + stderr).toContain(`${name} is not set`);
  });

  describe('sends mail by SMTP to the server of the environment:', () => {
    const server = { SMTP_HOST: 'smtp.example.org', SMTP_PORT: '2525', SMTP_ENCRYPTION: 'starttls' };

    withPhp('with a login, to a transport of symfony_mailer, too', () => {
      write({
        'config/sync/symfony_mailer.mailer_transport.relay.yml': 'id: relay\nplugin: smtp\n',
        'config/sync/symfony_mailer.mailer_transport.local.yml': 'id: local\nplugin: native\n',
      });
      const login = { SMTP_USER: 'shop', SMTP_PASS_FILE: file('secrets/password') };
      const password = 'p\'ass"word$';
      const env = { ...complete(), ...server, ...login, DRUPAL_CONFIG_SYNC: 'config/sync' };
      expect(settingsWith(env).config).toEqual({
        'system.mail': {
          mailer_dsn: {
            scheme: 'smtp',
            host: 'smtp.example.org',
            port: 2525,
            user: 'shop',
            password,
            options: { require_tls: true },
          },
        },
        'smtp.settings': {
          smtp_host: 'smtp.example.org',
          smtp_hostbackup: '',
          smtp_port: '2525',
          smtp_protocol: 'tls',
          smtp_autotls: true,
          smtp_username: 'shop',
          smtp_password: password,
        },
        'symfony_mailer.mailer_transport.relay': {
          configuration: { user: 'shop', pass: password, host: 'smtp.example.org', port: 2525 },
        },
      });
    });

    withPhp.each([
      ['none', 'smtp', 'standard', false],
      ['tls', 'smtps', 'ssl', true],
    ])('without a login, with the encryption %s', (encryption, scheme, smtp_protocol, smtp_autotls) => {
      const { config } = settingsWith({ ...complete(), ...server, SMTP_ENCRYPTION: encryption });
      expect(config['system.mail'].mailer_dsn).toMatchObject({ scheme, user: null, password: null, options: [] });
      expect(config['smtp.settings']).toMatchObject({ smtp_protocol, smtp_autotls, smtp_username: '' });
    });

    withPhp('and says what is missing', () => {
      const { stdout, stderr } = php({ ...complete(), SMTP_HOST: 'smtp.example.org', SMTP_USER: 'shop' });
      for (const name of ['SMTP_ENCRYPTION', 'SMTP_PORT', 'SMTP_PASS_FILE'])
        expect(stdout + stderr).toContain(`${name} is not set`);
    });
  });
});

/** settings.kubernetes.php as in a PHP with the extension: a function of a namespace of its own says that it is loaded. */
function withExtension(name: string): string {
  const stub = `<?php\nnamespace Stub;\nfunction extension_loaded($name) { return $name === "${name}"; }\n`;
  return scaffold('settings.kubernetes.php', { include: INCLUDE }).replace('<?php', () => stub);
}
