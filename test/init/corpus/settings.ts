import { type Case, LOCK, PLAIN, project, SETTINGS } from '../case';

export const settings: readonly Case[] = [
  {
    kind: 'no settings.php: what a developer has beside it stays included',
    files: { ...PLAIN, '.ddev/config.yaml': 'type: drupal11\n' },
    writes: {
      'web/sites/default/settings.php': ['settings.kubernetes.php', 'settings.ddev.php', 'settings.local.php'],
    },
  },
  {
    kind: 'a settings.php, with a password in it',
    files: {
      ...PLAIN,
      'web/sites/default/settings.php':
        "<?php\n$databases['default']['default'] = ['driver' => 'pgsql', 'password' => 'hunter2'];\n",
    },
    says: [
      'At the end of web/sites/default/settings.php',
      'has a password in it',
      'pdo_pgsql (web/sites/default/settings.php)',
    ],
    saysNot: ['hunter2'],
    writes: { Dockerfile: [/libpq-dev[^;]* postgresql-client/, 'pdo_mysql pdo_pgsql zip'] },
  },
  {
    kind: 'a site file whose database is a PostgreSQL',
    files: {
      ...PLAIN,
      'sites/club.ts':
        "import { Database, defineSite } from 'cdk8s-drupal';\nexport default defineSite({ name: 'club', database: Database.postgresql() });\n",
    },
    says: ['pdo_pgsql (sites/club.ts)'],
    writes: { Dockerfile: [/libpq-dev[^;]* postgresql-client/, 'pdo_mysql pdo_pgsql zip'] },
  },
  {
    kind: 'a settings.php that the scaffold makes of a file of the repository',
    files: {
      ...PLAIN,
      'composer.json': project({
        extra: {
          'drupal-scaffold': {
            locations: { 'web-root': 'web/' },
            'file-mapping': { '[web-root]/sites/default/settings.php': 'assets/settings.php' },
          },
        },
      }),
      'composer.lock': LOCK,
      'assets/settings.php': SETTINGS,
    },
    says: ["Composer's scaffold writes web/sites/default/settings.php from assets/settings.php"],
    writes: { Dockerfile: ['COPY assets assets\n'] },
    never: ['web/sites/default/settings.php'],
  },
  {
    kind: 'settings of a host beside a settings.php that git does not have',
    files: {
      ...PLAIN,
      'web/sites/default/settings.azure.php': SETTINGS,
      'web/sites/default/settings.local.php': SETTINGS,
    },
    says: ['web/sites/default/settings.php is new, and includes none of settings.azure.php. Include what'],
  },
  {
    kind: 'a multisite whose folders are links to where a host has them, with an export each',
    files: {
      ...{ 'composer.json': project(), 'composer.lock': LOCK },
      'project/config/a/config/system.site.yml': 'name: A\n',
      'project/config/b/config/system.site.yml': 'name: B\n',
    },
    links: { 'web/sites/a': '/app/project/sites/a', 'web/sites/b': '/app/project/sites/b' },
    says: [
      'This is a multisite: web/sites/ has a, b besides default',
      "2 folders hold an exported configuration, and nothing says which is this site's. sites/shop.ts names ../project/config/a/config",
      'replace them: web/sites/a -> /app/project/sites/a',
    ],
  },
  {
    kind: 'a multisite',
    files: {
      ...PLAIN,
      'web/sites/default/settings.php': SETTINGS,
      ...Object.fromEntries(
        ['a', 'b', 'c', 'd', 'e'].map((name) => [`web/sites/${name}.example.org/settings.php`, SETTINGS]),
      ),
      'web/sites/sites.php': '<?php\n',
      'web/sites/all/modules/readme.txt': '',
    },
    says: [
      'This is a multisite: web/sites/ has a.example.org, b.example.org, c.example.org and 2 more besides default, and only default is deployed',
    ],
  },
];
