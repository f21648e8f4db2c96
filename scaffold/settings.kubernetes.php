<?php

/**
 * @file
 * What Drupal takes from its container: the environment that cdk8s-drupal gives to it. At the end of settings.php:
 *
 *   {{include}}
 *
 * @see https://www.npmjs.com/package/cdk8s-drupal, docs/environment.md
 */

use Drupal\Core\Installer\InstallerKernel;
use Symfony\Component\HttpFoundation\Request;

(static function () use (&$settings, &$databases, &$config, $app_root, $class_loader) {
  $missing = [];
  // A variable that has to be there.
  $need = static function (string $name) use (&$missing): string {
    $value = (string) getenv($name);
    if ($value === '') {
      $missing[] = "$name is not set";
    }
    return $value;
  };
  // The content of a file that a variable names.
  $secret = static function (string $name) use (&$missing, $need): string {
    $file = $need($name);
    $value = $file !== '' && is_readable($file) && is_file($file) ? trim((string) file_get_contents($file)) : '';
    if ($file !== '' && $value === '') {
      $missing[] = "$file, which $name names, is empty or cannot be read";
    }
    return $value;
  };
  $list = static fn (string $text): array => array_values(array_filter(array_map('trim', explode(',', $text)), 'strlen'));

  $settings['hash_salt'] = $secret('DRUPAL_HASH_SALT_FILE');
  $settings['deployment_identifier'] = $need('DRUPAL_DEPLOYMENT_IDENTIFIER');
  $settings['config_sync_directory'] = $need('DRUPAL_CONFIG_SYNC');
  $settings['file_private_path'] = $need('DRUPAL_PRIVATE_FILES');
  // Where several pods serve, the next request of an upload or a batch may be another pod's.
  $temporary = (string) getenv('DRUPAL_TEMPORARY_FILES');
  if ($temporary !== '' && (is_dir($temporary) || (is_writable(dirname($temporary)) && @mkdir($temporary, 0770)) || is_dir($temporary))) {
    $settings['file_temp_path'] = $temporary;
  }
  // Compiled templates are each pod's own, and a storage that is named needs its secret named, too.
  $settings['php_storage']['twig'] = ['directory' => $need('DRUPAL_TWIG_CACHE'), 'secret' => $settings['hash_salt']];
  $settings['trusted_host_patterns'] = array_map(
    static fn (string $host): string => '^' . preg_quote($host) . '$',
    $list($need('DRUPAL_TRUSTED_HOSTS'))
  );

  $proxies = $list((string) getenv('DRUPAL_REVERSE_PROXY_ADDRESSES'));
  if ($proxies !== []) {
    $settings['reverse_proxy'] = TRUE;
    $settings['reverse_proxy_addresses'] = $proxies;
    $settings['reverse_proxy_trusted_headers'] =
      Request::HEADER_X_FORWARDED_FOR | Request::HEADER_X_FORWARDED_HOST |
      Request::HEADER_X_FORWARDED_PORT | Request::HEADER_X_FORWARDED_PROTO;
  }

  // A site with a database of another kind says so itself.
  if (getenv('MYSQL_HOST')) {
    $databases['default']['default'] = [
      'driver' => 'mysql',
      'namespace' => 'Drupal\\mysql\\Driver\\Database\\mysql',
      'autoload' => 'core/modules/mysql/src/Driver/Database/mysql/',
      'host' => $need('MYSQL_HOST'),
      'port' => $need('MYSQL_PORT'),
      'database' => $need('MYSQL_NAME'),
      'username' => $need('MYSQL_USER'),
      'password' => $secret('MYSQL_PASS_FILE'),
      'prefix' => '',
      'collation' => 'utf8mb4_general_ci',
      'init_commands' => ['isolation_level' => 'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED'],
    ];
    $ca = (string) getenv('MYSQL_CA_FILE');
    if ($ca !== '') {
      // PHP 8.4 moved the constant, and 8.5 complains about the old one.
      $constants = array_filter(['Pdo\\Mysql::ATTR_SSL_CA', 'PDO::MYSQL_ATTR_SSL_CA'], 'defined');
      if ($constants === []) {
        $missing[] = 'the PHP extension pdo_mysql is not loaded';
      }
      elseif (!is_readable($ca)) {
        $missing[] = "$ca, which MYSQL_CA_FILE names, cannot be read";
      }
      else {
        $databases['default']['default']['pdo'] = [constant(reset($constants)) => $ca];
      }
    }
  }

  // A cache needs its module's code and a client, and cannot serve while Drupal is being installed.
  $isInstalling = class_exists(InstallerKernel::class) && InstallerKernel::installationAttempted();
  $useCache = static function (string $module, string $backend) use (&$settings, $app_root, $class_loader, $isInstalling): bool {
    foreach (["modules/contrib/$module", "modules/$module"] as $folder) {
      if (!$isInstalling && is_file("$app_root/$folder/$module.services.yml")) {
        // So the services are there before the module is enabled.
        $settings['container_yamls'][] = "$folder/$module.services.yml";
        $class_loader->addPsr4("Drupal\\$module\\", "$app_root/$folder/src");
        $settings['cache']['default'] = $backend;
        return TRUE;
      }
    }
    return FALSE;
  };
  $redis = extension_loaded('redis') ? 'PhpRedis' : (class_exists('Predis\\Client') ? 'Predis' : NULL);
  if (getenv('REDIS_HOST') && $redis !== NULL && $useCache('redis', 'cache.backend.redis')) {
    $settings['redis.connection'] = [
      'interface' => $redis,
      'host' => getenv('REDIS_HOST'),
      'port' => (int) $need('REDIS_PORT'),
    ];
  }
  $hasMemcached = extension_loaded('memcached') || extension_loaded('memcache');
  if (getenv('MEMCACHED_HOST') && $hasMemcached && $useCache('memcache', 'cache.backend.memcache')) {
    $settings['memcache'] = [
      'servers' => [getenv('MEMCACHED_HOST') . ':' . $need('MEMCACHED_PORT') => 'default'],
      'bins' => ['default' => 'default'],
      'key_prefix' => '',
    ];
  }

  // Every Solr server of the exported configuration is the one of this environment.
  if (getenv('SOLR_HOST')) {
    $connection = [
      'scheme' => 'http',
      'host' => getenv('SOLR_HOST'),
      'port' => (int) $need('SOLR_PORT'),
      'path' => '/',
      'core' => $need('SOLR_CORE'),
    ];
    $sync = $settings['config_sync_directory'];
    $folder = strncmp($sync, '/', 1) === 0 ? $sync : "$app_root/$sync";
    foreach (glob("$folder/search_api.server.*.yml") ?: [] as $file) {
      if (preg_match('/^backend: search_api_solr\b/m', (string) file_get_contents($file))) {
        foreach ($connection as $key => $value) {
          $config[basename($file, '.yml')]['backend_config']['connector_config'][$key] = $value;
        }
      }
    }
  }

  if ($missing !== []) {
    throw new \RuntimeException(
      'settings.kubernetes.php: the container does not give Drupal what it needs: ' . implode('; ', array_unique($missing))
    );
  }
})();
