<?php

/**
 * @file
 * What Drupal takes from its container: the environment that cdk8s-drupal gives to it. At the end of settings.php:
 *
 *   {{include}}
 *
 * @see node_modules/cdk8s-drupal/docs/environment.md
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
  $sync = $settings['config_sync_directory'] = $need('DRUPAL_CONFIG_SYNC');
  $exported = strncmp($sync, '/', 1) === 0 ? $sync : "$app_root/$sync";
  $settings['file_private_path'] = $need('DRUPAL_PRIVATE_FILES');
  // Where several pods serve, the next request of an upload or a batch may be another pod's.
  $temporary = (string) getenv('DRUPAL_TEMPORARY_FILES');
  if ($temporary !== '' && (is_dir($temporary) || (is_writable(dirname($temporary)) && @mkdir($temporary, 0770)) || is_dir($temporary))) {
    $settings['file_temp_path'] = $temporary;
  }
  // The web serves on while a release updates the database: `drush updatedb` switches maintenance mode on in the database
  // alone, and not in the cache. From 11 on this is always so.
  if (class_exists(\Drupal::class) && (int) \Drupal::VERSION < 11) {
    $settings['state_cache'] ??= TRUE;
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
  elseif (getenv('PGSQL_HOST')) {
    $databases['default']['default'] = [
      'driver' => 'pgsql',
      'namespace' => 'Drupal\\pgsql\\Driver\\Database\\pgsql',
      'autoload' => 'core/modules/pgsql/src/Driver/Database/pgsql/',
      'host' => $need('PGSQL_HOST'),
      'port' => $need('PGSQL_PORT'),
      'database' => $need('PGSQL_NAME'),
      'username' => $need('PGSQL_USER'),
      'password' => $secret('PGSQL_PASS_FILE'),
      'prefix' => '',
    ];
    if (!extension_loaded('pdo_pgsql')) {
      $missing[] = 'the PHP extension pdo_pgsql is not loaded';
    }
    // The certificate is for PostgreSQL's own library, which reads its variables.
    $ca = (string) getenv('PGSSLROOTCERT');
    if ($ca !== '' && !is_readable($ca)) {
      $missing[] = "$ca, which PGSSLROOTCERT names, cannot be read";
    }
  }

  // Editors' changes reach what other releases have cached, too: without this, the module's keys hold the release.
  $settings['cache_prefix'] ??= 'drupal.' . substr(hash_hmac('sha256', 'cache_prefix', $settings['hash_salt']), 0, 12);

  // A cache needs its module's code and a client, and cannot serve while Drupal is being installed.
  $isInstalling = class_exists(InstallerKernel::class) && InstallerKernel::installationAttempted();
  $useCache = static function (string $module, string $backend, string $variable, bool $hasClient, string $client)
    use (&$settings, &$missing, $app_root, $class_loader, $isInstalling): bool {
    if (isset($settings['cache']['default']) && $settings['cache']['default'] !== $backend) {
      // The site has chosen another one.
      return FALSE;
    }
    $folders = array_filter(["modules/contrib/$module", "modules/$module"], static fn (string $folder): bool =>
      is_file("$app_root/$folder/$module.services.yml"));
    $orNot = "or leave `cache` out of the site file";
    if ($folders === []) {
      $missing[] = "$variable is set, but there is no modules/contrib/$module in the image: composer require drupal/$module, $orNot";
    }
    if (!$hasClient) {
      $missing[] = "$variable is set, but PHP has no client for it: install $client in the image, $orNot";
    }
    if ($folders === [] || !$hasClient || $isInstalling) {
      return FALSE;
    }
    // So the services are there before the module is enabled.
    $folder = reset($folders);
    $settings['container_yamls'][] = "$folder/$module.services.yml";
    $class_loader->addPsr4("Drupal\\$module\\", "$app_root/$folder/src");
    $settings['cache']['default'] = $backend;
    return TRUE;
  };
  if (getenv('REDIS_HOST')) {
    $client = extension_loaded('redis') ? 'PhpRedis' : (class_exists('Predis\\Client') ? 'Predis' : NULL);
    $wanted = 'the PHP extension redis';
    if ($useCache('redis', 'cache.backend.redis', 'REDIS_HOST', $client !== NULL, $wanted)) {
      $isEncrypted = getenv('REDIS_ENCRYPTION') === 'tls';
      $user = (string) getenv('REDIS_USER');
      $password = getenv('REDIS_PASS_FILE') ? $secret('REDIS_PASS_FILE') : NULL;
      $base = getenv('REDIS_DATABASE') ? (int) getenv('REDIS_DATABASE') : NULL;
      $ca = (string) getenv('REDIS_CA_FILE');
      if ($ca !== '' && !is_readable($ca)) {
        $missing[] = "$ca, which REDIS_CA_FILE names, cannot be read";
      }
      $connection = ['interface' => $client, 'host' => getenv('REDIS_HOST'), 'port' => (int) $need('REDIS_PORT')];
      if ($client === 'PhpRedis') {
        $connection['host'] = ($isEncrypted ? 'tls://' : '') . $connection['host'];
        $connection['password'] = $user === '' ? $password : [$user, $password];
        $connection['base'] = $base;
        // The module hands no authority over. OpenSSL goes by this, beside the public ones in its folder.
        if ($ca !== '' && !getenv('SSL_CERT_FILE')) {
          putenv("SSL_CERT_FILE=$ca");
        }
      }
      else {
        $connection += ['username' => $user === '' ? NULL : $user, 'password' => $password, 'base' => $base, 'database' => $base];
        $connection += $isEncrypted ? ['scheme' => 'tls', 'ssl' => $ca === '' ? [] : ['cafile' => $ca]] : [];
        // Older versions of the module keep from Predis what they do not know: the password would go out in the clear.
        $handsOver = is_file("$app_root/modules/contrib/redis/src/Client/PredisFactory.php") ||
          is_file("$app_root/modules/redis/src/Client/PredisFactory.php");
        if (!$handsOver && ($isEncrypted || $user !== '')) {
          $missing[] = 'the module redis in the image tells Predis of no encryption and no user: install the PHP extension redis in the image, or a newer version of the module';
        }
      }
      $settings['redis.connection'] = array_filter($connection, static fn ($value): bool => $value !== NULL);
    }
  }
  if (getenv('MEMCACHED_HOST')) {
    $hasClient = extension_loaded('memcached') || extension_loaded('memcache');
    $wanted = 'the PHP extension memcached';
    if ($useCache('memcache', 'cache.backend.memcache', 'MEMCACHED_HOST', $hasClient, $wanted)) {
      $settings['memcache'] = [
        'servers' => [getenv('MEMCACHED_HOST') . ':' . $need('MEMCACHED_PORT') => 'default'],
        'bins' => ['default' => 'default'],
        'key_prefix' => '',
      ];
    }
  }

  // Public and private files in a bucket, by the module s3fs; CSS and JavaScript of pages stay in the pod. Without the module
  // Drupal would keep uploads on the pod's own disk, and lose them. A site that has said what it uses the bucket for is not asked.
  if (getenv('FILES_S3_BUCKET')) {
    $orNot = 'or name other `files` in the site file';
    $lists = array_merge(["$exported/core.extension.yml"], glob("$exported/config_split.config_split.*.yml") ?: []);
    $isEnabled = static fn (string $list): bool => is_file($list) && preg_match('/^  s3fs: /m', (string) file_get_contents($list));
    if (!is_file("$app_root/modules/contrib/s3fs/s3fs.info.yml") && !is_file("$app_root/modules/s3fs/s3fs.info.yml")) {
      $missing[] = "FILES_S3_BUCKET is set, but there is no modules/contrib/s3fs in the image: composer require drupal/s3fs, $orNot";
    }
    elseif (!isset($settings['s3fs.use_s3_for_public']) && array_filter($lists, $isEnabled) === []) {
      $missing[] = "FILES_S3_BUCKET is set, but $exported/core.extension.yml does not enable s3fs, and uploads would be lost with the pod: drush pm:install s3fs and drush config:export, $orNot";
    }
    $settings['s3fs.access_key'] = $secret('FILES_S3_ACCESS_KEY_FILE');
    $settings['s3fs.secret_key'] = $secret('FILES_S3_SECRET_KEY_FILE');
    $settings['s3fs.use_s3_for_public'] ??= TRUE;
    $settings['s3fs.use_s3_for_private'] ??= TRUE;
    $settings['s3fs.upload_as_private'] = getenv('FILES_S3_ACL') === 'none';
    $endpoint = $need('FILES_S3_ENDPOINT');
    $host = (string) getenv('FILES_S3_PUBLIC_HOST');
    foreach (
      [
        'bucket' => getenv('FILES_S3_BUCKET'),
        'region' => $need('FILES_S3_REGION'),
        'root_folder' => (string) getenv('FILES_S3_FOLDER'),
        'use_customhost' => TRUE,
        'hostname' => $endpoint,
        'use_path_style_endpoint' => getenv('FILES_S3_PATH_STYLE') === 'yes',
        'use_https' => strncmp($endpoint, 'https:', 6) === 0,
        'use_cname' => $host !== '',
        'domain' => $host,
        'domain_root' => 'none',
      ] as $key => $value
    ) {
      $config['s3fs.settings'][$key] = $value;
    }
  }

  // While a pod starts it is asked for a page as this image makes it, and not for one that another release has cached. The
  // edge adds the header of a visitor's address to all that comes through it.
  if (
    ($_SERVER['HTTP_CACHE_CONTROL'] ?? '') === 'no-cache' &&
    strncmp($_SERVER['HTTP_USER_AGENT'] ?? '', 'kube-probe/', 11) === 0 &&
    !isset($_SERVER['HTTP_X_FORWARDED_FOR'])
  ) {
    foreach (['page', 'dynamic_page_cache'] as $bin) {
      $settings['cache']['bins'][$bin] = 'cache.backend.memory';
    }
  }

  // Every search server of the exported configuration is the one of this environment that is of its kind.
  $servers = static function (string $backend) use ($exported): array {
    $found = [];
    foreach (glob("$exported/search_api.server.*.yml") ?: [] as $file) {
      $text = (string) file_get_contents($file);
      if (preg_match("/^backend: $backend\\b/m", $text)) {
        $found[basename($file, '.yml')] = $text;
      }
    }
    return $found;
  };
  if (getenv('SOLR_HOST')) {
    $connection = [
      'scheme' => 'http',
      'host' => getenv('SOLR_HOST'),
      'port' => (int) $need('SOLR_PORT'),
      'path' => '/',
      'core' => $need('SOLR_CORE'),
    ];
    $cores = $list((string) getenv('SOLR_CORES'));
    foreach ($servers('search_api_solr') as $server => $text) {
      // Of several cores the one that is named there, or that is called like the server; else the first.
      preg_match('/^ +core: [\'"]?([\w-]+)/m', $text, $named);
      $likely = array_intersect([$named[1] ?? '', explode('.', $server)[2]], $cores);
      $connection['core'] = reset($likely) ?: $need('SOLR_CORE');
      foreach ($connection as $key => $value) {
        $config[$server]['backend_config']['connector_config'][$key] = $value;
      }
    }
  }
  if (getenv('OPENSEARCH_URL')) {
    foreach (array_keys($servers('opensearch')) as $server) {
      $config[$server]['backend_config']['connector_config']['url'] = getenv('OPENSEARCH_URL');
    }
  }

  // What purges sends it to Varnish: varnish_purge's purgers of the exported configuration, and purge_purger_http's that name
  // this machine or a host that begins with varnish. Drupal's HTTP client then sends it to every pod.
  if (getenv('VARNISH_HOST')) {
    $server = ['scheme' => 'http', 'hostname' => getenv('VARNISH_HOST'), 'port' => (int) $need('VARNISH_PORT')];
    $own = glob("$exported/varnish_purger.settings.*.yml") ?: [];
    foreach (glob("$exported/purge_purger_http.settings.*.yml") ?: [] as $file) {
      if (preg_match('/^hostname: [\'"]?(localhost|127\.0\.0\.1|varnish)/m', (string) file_get_contents($file))) {
        $own[] = $file;
      }
    }
    foreach ($own as $file) {
      foreach ($server as $key => $value) {
        $config[basename($file, '.yml')][$key] = $value;
      }
    }
    $purge = $need('VARNISH_PURGE_FOLDER');
    $settings['container_yamls'][] = "$purge/purge.services.yml";
    $class_loader->addPsr4('Cdk8sDrupal\\', $purge);
  }

  // What sends mail by SMTP sends it to the server of this environment: Drupal's own mailer, and the modules smtp and
  // symfony_mailer with its transports of the exported configuration. PHP's mail() is the image's affair.
  if (getenv('SMTP_HOST')) {
    $encryption = $need('SMTP_ENCRYPTION');
    $server = [
      'host' => getenv('SMTP_HOST'),
      'port' => (int) $need('SMTP_PORT'),
      'user' => (string) getenv('SMTP_USER'),
      'password' => getenv('SMTP_USER') ? $secret('SMTP_PASS_FILE') : '',
    ];
    $config['system.mail']['mailer_dsn'] = [
      'scheme' => $encryption === 'tls' ? 'smtps' : 'smtp',
      'host' => $server['host'],
      'port' => $server['port'],
      'user' => $server['user'] === '' ? NULL : $server['user'],
      'password' => $server['user'] === '' ? NULL : $server['password'],
      'options' => $encryption === 'starttls' ? ['require_tls' => TRUE] : [],
    ];
    foreach (
      [
        'smtp_host' => $server['host'],
        'smtp_hostbackup' => '',
        'smtp_port' => (string) $server['port'],
        'smtp_protocol' => ['tls' => 'ssl', 'starttls' => 'tls', 'none' => 'standard'][$encryption] ?? 'standard',
        'smtp_autotls' => $encryption !== 'none',
        'smtp_username' => $server['user'],
        'smtp_password' => $server['password'],
      ] as $key => $value
    ) {
      $config['smtp.settings'][$key] = $value;
    }
    foreach (glob("$exported/symfony_mailer.mailer_transport.*.yml") ?: [] as $file) {
      if (preg_match('/^plugin: smtp\b/m', (string) file_get_contents($file))) {
        $transport = ['user' => $server['user'], 'pass' => $server['password'], 'host' => $server['host'], 'port' => $server['port']];
        foreach ($transport as $key => $value) {
          $config[basename($file, '.yml')]['configuration'][$key] = $value;
        }
      }
    }
  }

  if ($missing !== []) {
    throw new \RuntimeException(
      'settings.kubernetes.php: the container does not give Drupal what it needs: ' . implode('; ', array_unique($missing))
    );
  }

  // An empty database is an accident or a restore at work, and no invitation to whoever comes first.
  if ($isInstalling && PHP_SAPI !== 'cli') {
    http_response_code(503);
    header('Content-Type: text/plain');
    header('Cache-Control: no-store');
    exit("Drupal is installed on the command line only: drush site:install\n");
  }
})();
