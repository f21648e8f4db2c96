import { type Case, LOCK, PLAIN, project } from '../case';

const files = { 'composer.json': project(), 'composer.lock': LOCK };
const settings = (line: string) => ({ 'web/sites/default/settings.php': `<?php\n${line}\n` });

export const configuration: readonly Case[] = [
  {
    kind: 'configuration in a folder that only settings.php names',
    files: {
      ...files,
      'conf/cmi/system.site.yml': 'name: Shop\n',
      ...settings("$settings['config_sync_directory'] = '../conf/cmi';"),
    },
    says: ['configuration in conf/cmi, by web/sites/default/settings.php'],
    writes: {
      'sites/shop.ts': ["env: { DRUPAL_CONFIG_SYNC: '../conf/cmi' },"],
      Dockerfile: ['COPY conf conf\n'],
    },
    never: ['config/sync/.gitkeep'],
  },
  {
    kind: 'configuration that is found by its system.site.yml alone',
    files: { ...files, 'project/config/shop/system.site.yml': 'name: Shop\n' },
    says: ['configuration in project/config/shop, by project/config/shop/system.site.yml'],
    writes: { 'sites/shop.ts': ["'../project/config/shop'"], Dockerfile: ['COPY project project\n'] },
  },
  {
    kind: 'configuration in the docroot',
    files: { ...files, 'web/sites/default/config/sync/system.site.yml': 'name: Shop\n', 'web/index.php': '<?php\n' },
    writes: { 'sites/shop.ts': ["DRUPAL_CONFIG_SYNC: 'sites/default/config/sync'"] },
    writesNot: { Dockerfile: ['COPY sites'] },
  },
  {
    kind: 'no exported configuration, but what a profile and a module install',
    files: {
      ...files,
      'web/profiles/custom/shop/config/install/system.site.yml': 'name: Shop\n',
      'web/modules/custom/shop/tests/config/system.site.yml': 'name: Shop\n',
    },
    says: [
      'no exported configuration: until there is one, a release runs drush updatedb and imports nothing',
      'For a site that does not exist yet, the site file takes `install`',
    ],
    saysNot: ['Load a dump and deploy again, or'],
    writes: {
      'sites/shop.ts': [
        /command: \['sh', '-c', 'if \[ -e "\$DRUPAL_CONFIG_SYNC\/core\.extension\.yml" \]; then drush deploy -y; else drush updatedb -y; fi'\],/,
        'config/sync holds no exported configuration yet',
      ],
      'config/sync/.gitkeep': [],
    },
  },
  {
    kind: 'the configuration of the installer, on the volume of files',
    files: { ...files, ...settings("$settings['config_sync_directory'] = 'sites/default/files/config_abc/sync';") },
    writesNot: { 'sites/shop.ts': ['env: {'] },
  },
  {
    kind: 'configuration whose place is computed, and more than one export',
    files: {
      ...PLAIN,
      'config/stage/system.site.yml': 'name: Stage\n',
      ...settings("$settings['config_sync_directory'] = $app_root . '/../config/' . getenv('SITE');"),
    },
    says: [
      "computes config_sync_directory ($app_root . '/../config/' . getenv('SITE'))",
      'DRUPAL_CONFIG_SYNC takes its place: ../config/sync',
      'more exported configuration in config/stage, which a release does not import',
    ],
  },
  {
    kind: 'a line of settings.php that is a comment',
    files: {
      ...PLAIN,
      ...settings(
        "# $settings['config_sync_directory'] = '../elsewhere';\n// $settings['config_sync_directory'] = '/x';",
      ),
    },
    says: ['configuration in config/sync'],
    saysNot: ['elsewhere'],
  },
];
