import { type Case, CORE, CORE_RECOMMENDED, DRUSH, EXPORT, lock, locked, PLAIN, project } from '../case';

const requires = { 'drupal/core-recommended': '^11.2' };

export const drush: readonly Case[] = [
  {
    kind: 'no Drush',
    files: {
      'composer.json': project({ require: requires }),
      'composer.lock': lock([CORE, CORE_RECOMMENDED]),
      ...EXPORT,
    },
    says: ['Drush is not among the packages, and the release runs it:\n       composer require drush/drush'],
    writes: { Dockerfile: ['there is no drush in /var/www/vendor/bin: composer require drush/drush'] },
  },
  {
    kind: 'Drush for development alone',
    files: {
      'composer.json': project({ require: requires, 'require-dev': { 'drush/drush': '^13' } }),
      'composer.lock': lock([CORE, CORE_RECOMMENDED], [DRUSH]),
      ...EXPORT,
    },
    says: [
      'Drush is in require-dev alone, which the image leaves out. Move it to require:\n       composer require drush/drush',
    ],
  },
  {
    kind: 'Drush where vendor-dir has it',
    files: { ...PLAIN, 'composer.json': project({ config: { 'vendor-dir': 'web/vendor' } }) },
    says: ['Drush 13.6.2, in web/vendor/bin'],
    writes: { Dockerfile: ['ENV PATH="/var/www/web/vendor/bin:$PATH"'], '.dockerignore': ['\nweb/vendor\n'] },
  },
  {
    kind: 'Drush where bin-dir has it, by the name of vendor-dir',
    files: {
      ...PLAIN,
      'composer.json': project({ config: { 'vendor-dir': 'lib', 'bin-dir': '{$vendor-dir}/tools' } }),
    },
    writes: { Dockerfile: ['ENV PATH="/var/www/lib/tools:$PATH"'] },
  },
  {
    kind: 'a Drush from before drush deploy',
    files: {
      'composer.json': project({ require: { 'drupal/core-recommended': '^10', 'drush/drush': '~10.2.0' } }),
      'composer.lock': lock([{ ...CORE, version: '10.2.0' }, locked('drush/drush', '10.2.2')]),
      ...EXPORT,
    },
    says: ['Drush 10.2.2, in vendor/bin, which has no drush deploy'],
    writes: {
      'sites/shop.ts': ["command: ['sh', '-c', 'drush updatedb -y && drush config:import -y && drush cache:rebuild'],"],
    },
  },
];
