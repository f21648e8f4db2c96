import { type Case, CORE, CORE_RECOMMENDED, DRUSH, EXPORT, json, LOCK, lock, locked, PLAIN, project } from '../case';

const requires = { 'drupal/core-recommended': '^11.2', 'drush/drush': '^13.6' };

export const php: readonly Case[] = [
  {
    kind: 'a plain site of today',
    files: PLAIN,
    says: [
      'Drupal 11.2.4, by composer.lock',
      'PHP 8.4, the newest that Drupal 11.2.4 is made for',
      'Drush 13.6.2, in vendor/bin',
    ],
    saysNot: ['composer require', 'extensions', 'DRUPAL_CONFIG_SYNC', '.dockerignore keeps'],
    writes: {
      Dockerfile: [
        /^ARG PHP=php:8\.4-apache-trixie\nFROM \$\{PHP\} AS base$/m,
        'ln -s web html',
        'COPY web web',
        'COPY config config',
        'ENV PATH="/var/www/vendor/bin:$PATH"',
      ],
    },
    writesNot: { 'sites/shop.ts': ['release', 'env:'] },
  },
  {
    kind: 'five things at once: PHP 8.5, an extension, bin-dir, a namespace and patches of its own, and config/ itself as the export',
    files: {
      'composer.json': project({
        require: { ...requires, 'drupal/core-recommended': '^11.3', php: '>=8.5', 'ext-soap': '*' },
        config: { 'bin-dir': 'bin/' },
        autoload: { 'psr-4': { 'Acme\\Shop\\': 'lib/' } },
        extra: {
          'drupal-scaffold': { locations: { 'web-root': 'web/' } },
          'composer-patches': { 'patches-file': 'build/patches.json' },
        },
      }),
      'composer.lock': lock(
        [
          { ...CORE, version: '11.3.2' },
          { ...CORE_RECOMMENDED, version: '11.3.2', require: { 'drupal/core': '11.3.2' } },
          DRUSH,
        ],
        [],
        { php: '>=8.5', 'ext-soap': '*' },
      ),
      'config/system.site.yml': 'name: Shop\n',
      'lib/Price.php': '<?php\n',
      'build/patches.json': '{"patches": {}}\n',
    },
    says: [
      'PHP 8.5, the newest that composer.lock allows',
      'soap (composer.json)',
      'configuration in config, by config/system.site.yml',
    ],
    writes: {
      Dockerfile: [
        'ARG PHP=php:8.5-apache-trixie\n',
        /docker-php-ext-install -j "\$\(nproc\)" gd pdo_mysql soap zip;/,
        'libxml2-dev',
        'COPY lib lib\n',
        'COPY build build\n',
        'ENV PATH="/var/www/bin:$PATH"',
      ],
      'sites/shop.ts': ["env: { DRUPAL_CONFIG_SYNC: '../config' },"],
    },
  },
  {
    kind: 'the same five things, and nothing else: no lock, no docroot, no Drupal',
    files: {
      'composer.json': json({
        name: 'acme/shop',
        description: 'A shop',
        license: 'proprietary',
        require: { php: '>=8.5', 'ext-soap': '*' },
        config: { 'bin-dir': 'bin/' },
        autoload: { 'psr-4': { 'Acme\\': 'lib/' } },
        extra: { 'composer-patches': { 'patches-file': 'fixes/patches.json' } },
      }),
      'config/system.site.yml': 'name: Shop\n',
      'lib/Price.php': '<?php\n',
      'fixes/patches.json': '{"patches": {}}\n',
    },
    says: [
      'PHP 8.5, the newest that composer.json allows',
      'soap (composer.json)',
      'configuration in config, by config/system.site.yml',
      'so the image would have none:\n       composer require drupal/core-recommended drupal/core-composer-scaffold\n',
      'There is no composer.lock',
      'composer require drush/drush',
    ],
    saysNot: ["Drupal's version is not known"],
    writes: {
      Dockerfile: [
        'ARG PHP=php:8.5-apache-trixie\n',
        ' soap zip;',
        'COPY lib lib\n',
        'COPY fixes fixes\n',
        '/var/www/bin:',
      ],
      'sites/shop.ts': ["env: { DRUPAL_CONFIG_SYNC: '../config' },"],
    },
  },
  {
    kind: 'a core that is a branch',
    files: {
      ...PLAIN,
      'composer.lock': lock([{ ...CORE, version: '11.x-dev' }, { ...CORE_RECOMMENDED, version: '11.x-dev' }, DRUSH]),
    },
    says: ['Drupal 11.x-dev', 'PHP 8.5, the newest that composer.lock allows'],
  },
  {
    kind: 'PHP 7',
    files: {
      ...PLAIN,
      'composer.json': project({ require: { ...requires, php: '^7.4' } }),
      'composer.lock': lock([{ ...CORE, require: { php: '>=7.3' } }, DRUSH], [], { php: '^7.4' }),
    },
    refuses: ['PHP: no version here meets what is asked for: composer.json asks for ^7.4', 'PHP 8.5, 8.4, 8.3, 8.2'],
  },
  {
    kind: 'a package that an older PHP alone suits, and extensions of packages',
    files: {
      ...PLAIN,
      'composer.lock': lock([
        CORE,
        CORE_RECOMMENDED,
        DRUSH,
        locked('acme/old', '1.0.0', {
          php: '^7.4 || >=8.1 <8.4',
          'ext-bcmath': '*',
          'ext-mbstring': '*',
          'ext-intl': '*',
        }),
        locked('acme/polyfill', '1.0.0', {}, { provide: { 'ext-intl': '*' } }),
        locked('acme/rare', '1.0.0', { 'ext-quux': '*' }),
      ]),
    },
    says: [
      'PHP 8.3, the newest that composer.lock allows',
      'bcmath (acme/old)',
      'Let the Dockerfile install the extensions of PHP that it lacks and that are asked for: quux (acme/rare)',
    ],
    saysNot: ['intl', 'mbstring', 'no digest'],
    writes: { Dockerfile: [/ARG PHP=php:8\.3\.\d+-apache-trixie@sha256:[0-9a-f]{64}\n/, 'bcmath gd pdo_mysql zip'] },
  },
  {
    kind: 'a PHP that Composer is told to assume',
    files: { ...PLAIN, 'composer.json': project({ config: { platform: { php: '8.3.12' } } }) },
    says: ['PHP 8.3, as config.platform in composer.json says'],
  },
  {
    kind: 'the module Memcache, which needs its extension',
    files: { ...PLAIN, 'composer.lock': lock([CORE, CORE_RECOMMENDED, DRUSH, locked('drupal/memcache', '2.7.0')]) },
    says: ['memcached (drupal/memcache)'],
    writes: { Dockerfile: ['libmemcached-dev', 'pecl install apcu memcached redis'] },
  },
  {
    kind: 'a Dockerfile that is there, and lacks an extension',
    files: {
      ...PLAIN,
      Dockerfile: 'FROM php:8.4-apache\nCOPY . /var/www\n',
      'composer.lock': lock([CORE, CORE_RECOMMENDED, DRUSH, locked('acme/soap', '1.0.0', { 'ext-soap': '*' })]),
    },
    says: ['soap (acme/soap)', 'The pipeline builds your Dockerfile'],
    saysNot: ['PHP 8.4,'],
  },
  {
    kind: 'a core that is in git, without Composer',
    files: {
      'web/core/lib/Drupal.php': "<?php\nclass Drupal {\n  const VERSION = '10.3.9';\n}\n",
      'web/index.php': '<?php\n',
      ...EXPORT,
    },
    says: ['Drupal 10.3.9, by web/core/lib/Drupal.php', 'PHP 8.3, the newest that Drupal 10.3.9 is made for'],
    saysNot: ['composer update'],
    writes: { Dockerfile: ['COPY web web\n'] },
    writesNot: { Dockerfile: ['composer install'], '.dockerignore': ['web/core'] },
    never: ['composer.json'],
  },
  {
    kind: 'Flight Deck, whose PHP is of one version',
    files: {
      'composer.json': project({ require: { 'drupal/core-recommended': '^10.5', 'drush/drush': '^12.5' } }),
      'composer.lock': lock([
        { ...CORE, version: '10.5.3', require: { php: '>=8.1' } },
        locked('drush/drush', '12.5.3'),
      ]),
      ...EXPORT,
    },
    options: { profile: 'flightdeck' },
    says: ['PHP 8.1, Flight Deck has no other (no fixes after 2025-12-31)'],
    writes: { Dockerfile: ['ln -s web html', 'COPY web web'] },
  },
  {
    kind: 'Flight Deck, whose PHP is too old for Drupal 11',
    files: { 'composer.json': project(), 'composer.lock': LOCK },
    options: { profile: 'flightdeck' },
    refuses: ['drupal/core asks for >=8.3.0', 'one of PHP 8.1'],
  },
];
