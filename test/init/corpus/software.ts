import { type Case, CORE, EXPORT, json, lock, locked, PLAIN, project } from '../case';

const drupal7 = "<?php\ndefine('VERSION', '7.103');\n";

export const software: readonly Case[] = [
  {
    kind: 'Drupal 7 in a folder',
    files: { 'web/includes/bootstrap.inc': drupal7, 'web/index.php': '<?php\n' },
    refuses: ['web/includes/bootstrap.inc: "7.103" is Drupal 7, which nobody supports any more', 'Drupal 10 or newer'],
  },
  {
    kind: 'Drupal 7 at the root',
    files: { 'includes/bootstrap.inc': drupal7, 'index.php': '<?php\n' },
    refuses: ['is Drupal 7'],
  },
  {
    kind: 'Drupal 9, which the official profile does not take',
    files: {
      'composer.json': project({ require: { 'drupal/core-recommended': '~9.5' } }),
      'composer.lock': lock([{ ...CORE, version: '9.5.11', require: { php: '>=7.3' } }]),
    },
    refuses: ['composer.lock: "9.5.11" is Drupal 9', 'run init with --profile flightdeck'],
  },
  {
    kind: 'Drupal 9 for Flight Deck',
    files: {
      'composer.json': project({ require: { 'drupal/core-recommended': '~9.5', 'drush/drush': '^11' } }),
      'composer.lock': lock([
        { ...CORE, version: '9.5.11', require: { php: '>=7.3' } },
        locked('drush/drush', '11.6.0'),
      ]),
      ...EXPORT,
    },
    options: { profile: 'flightdeck' },
    says: ['Drupal 9.5.11'],
  },
  {
    kind: 'Laravel',
    files: {
      'composer.json': json({ name: 'acme/app', require: { php: '^8.2', 'laravel/framework': '^12.0' } }),
      artisan: '#!/usr/bin/env php\n',
      'public/index.php': '<?php\n',
    },
    refuses: ['holds Laravel (by composer.json, laravel/framework)', 'what-init-does.md'],
  },
  {
    kind: 'WordPress without Composer',
    files: { 'public/wp-includes/version.php': '<?php\n', 'public/index.php': '<?php\n' },
    refuses: ['holds WordPress (by public/wp-includes/version.php)'],
  },
  {
    kind: 'a PHP library',
    files: {
      'composer.json': json({ name: 'acme/lib', require: { 'monolog/monolog': '^3' } }),
      'src/A.php': '<?php\n',
    },
    refuses: ['holds a PHP project without Drupal'],
  },
  {
    kind: 'an application for Node',
    files: { 'package.json': json({ name: 'app', dependencies: { next: '15.0.0' } }), 'src/index.js': '' },
    refuses: ['holds an application for Node (by package.json, next)'],
  },
  {
    kind: 'an install profile',
    files: {
      'composer.json': json({ name: 'drupal/shop', type: 'drupal-profile', require: { 'drupal/core': '^11' } }),
      'shop.info.yml': 'name: Shop\ntype: profile\n',
      'modules/custom/cart/cart.info.yml': 'type: module\n',
    },
    refuses: ['holds a Drupal profile, not a site (by composer.json, type drupal-profile)'],
  },
  {
    kind: 'a module without composer.json',
    files: { 'cart.info.yml': 'name: Cart\ntype: module\n', 'cart.module': '<?php\n' },
    refuses: ['holds a Drupal module, not a site (by cart.info.yml)'],
  },
  {
    kind: 'what a team has of a site whose code is its host’s',
    files: {
      'composer.11.json': json({ name: 'acme/shop', require: { 'drupal/core': '^11' } }),
      'themes/shop/shop.info.yml': 'name: Shop\ntype: theme\ncore_version_requirement: ^11\n',
      'config/sync/.gitkeep': '',
      'drush/sites/self.site.yml': 'live: {}\n',
    },
    refuses: [
      'holds parts of a Drupal site without composer.json and without Drupal (by composer.11.json)',
      "add the site's composer.json",
    ],
  },
  {
    kind: 'a theme that lies in a folder, and nothing else',
    files: { 'theme/shop.info.yml': 'name: Shop\ntype: theme\ncore_version_requirement: ^11\n' },
    refuses: ['holds parts of a Drupal site', 'theme/shop.info.yml'],
  },
  {
    kind: 'a site below the folder',
    files: Object.fromEntries(Object.entries(PLAIN).map(([path, text]) => [`cms/${path}`, text])),
    refuses: ['holds a repository with Drupal in cms (by cms/composer.json)', 'cdk8s-drupal init FOLDER'],
  },
  {
    kind: 'Drupal at the root, by Composer',
    files: {
      ...PLAIN,
      'composer.json': project({ extra: { 'drupal-scaffold': { locations: { 'web-root': './' } } } }),
      'modules/custom/cart/cart.info.yml': '',
    },
    refuses: [
      'the docroot: "." is the repository',
      'set web-root to web/',
      'mkdir web && git mv modules web/, and composer install',
    ],
  },
  {
    kind: 'Drupal at the root, all of it in git',
    files: {
      'core/lib/Drupal.php': "<?php\nconst VERSION = '11.1.0';\n",
      'index.php': '<?php\n',
      'sites/default/default.settings.php': '<?php\n',
    },
    refuses: ['move Drupal into a folder: mkdir web && git mv core index.php sites web/'],
  },
];
