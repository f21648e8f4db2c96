import { type Case, EXPORT, json, LOCK, PLAIN, project } from '../case';

const scaffold = (more: object = {}) => ({ 'drupal-scaffold': { locations: { 'web-root': 'docroot/' } }, ...more });

export const code: readonly Case[] = [
  {
    kind: 'docroot/ with bin-dir, patches in a file, a package by path and a Makefile that the installation calls',
    files: {
      'composer.json': project({
        repositories: [
          { type: 'path', url: 'packages/*' },
          { type: 'path', url: 'docroot/modules/custom/*' },
        ],
        config: { 'bin-dir': 'bin' },
        scripts: {
          'post-install-cmd': ['@prepare', 'make assets'],
          prepare: 'bash ./tools/prepare.sh',
          lint: 'tools/lint/run.sh',
        },
        extra: scaffold({
          'patches-file': 'composer.patches.json',
          patches: { 'drupal/core': { mend: 'PATCHES/core.patch' } },
        }),
      }),
      'composer.lock': LOCK,
      ...EXPORT,
      'packages/price/composer.json': '{"name": "acme/price"}\n',
      'docroot/modules/custom/cart/composer.json': '{"name": "acme/cart"}\n',
      'composer.patches.json': json({ patches: { 'acme/price': { round: 'fixes/round.patch' } } }),
      'PATCHES/core.patch': '',
      'fixes/round.patch': '',
      Makefile: 'assets:\n\ttrue\n',
      'tools/prepare.sh': 'true\n',
    },
    writes: {
      Dockerfile: [
        'ln -s docroot html',
        'COPY packages packages\n',
        'COPY docroot/modules/custom docroot/modules/custom\n',
        'COPY composer.patches.json composer.patches.json\n',
        'COPY PATCHES PATCHES\n',
        'COPY fixes fixes\n',
        'COPY Makefile Makefile\n',
        'COPY tools tools\n',
        'ENV PATH="/var/www/bin:$PATH"',
      ],
    },
  },
  {
    kind: 'classes in blt/src, files of further composer.json, and what is named and missing',
    files: {
      'composer.json': project({
        autoload: { 'psr-4': { 'Acme\\Blt\\': ['blt/src/', 'gone/'] }, classmap: ['docroot/legacy'] },
        extra: scaffold({
          'merge-plugin': { include: ['blt/composer.*.json', 'docroot/modules/custom/*/composer.json'] },
        }),
      }),
      'composer.lock': LOCK,
      ...EXPORT,
      'blt/src/Command.php': '<?php\n',
      'docroot/legacy/a.php': '<?php\n',
      'docroot/modules/custom/cart/cart.info.yml': 'type: module\n',
    },
    says: ['composer.json names what is not in the repository: gone'],
    writes: {
      Dockerfile: [
        'COPY blt blt\n',
        'COPY docroot/legacy docroot/legacy\n',
        'COPY docroot/modules/custom docroot/modules/custom\n',
      ],
    },
  },
  {
    kind: 'a Makefile that includes others, and scripts of a developer’s machine',
    files: {
      'composer.json': project({
        scripts: {
          'post-install-cmd': ['make hooks', 'cp hooks/commit-msg .git/hooks/', '@assets', 'test ! -e .env || true'],
          assets: 'cd web/themes/custom/shop && npm ci && npm run build',
          'post-update-cmd': 'yarn build',
        },
      }),
      'composer.lock': LOCK,
      ...EXPORT,
      Makefile: '-include .env\ninclude tools/make/*.mk $(EXTRA)\ninclude mk/base.mk # all\n',
      'tools/make/hooks.mk': 'hooks:\n',
      'mk/base.mk': 'include more/last.mk\n',
      'more/last.mk': '',
      'hooks/commit-msg': '',
      '.git/config': '',
      '.env': 'SECRET=1\n',
    },
    says: [
      'Scripts of composer.json that belong to an installation use npm, .git, which the build of the image does not have',
      '       ! command -v npm > /dev/null ||\n',
    ],
    saysNot: ['yarn'],
    writes: {
      Dockerfile: [
        'COPY Makefile Makefile\n',
        'COPY tools tools\n',
        'COPY mk mk\n',
        'COPY more more\n',
        'COPY hooks hooks\n',
      ],
    },
    writesNot: { Dockerfile: ['.git', '.env'] },
  },
  {
    kind: 'packages that may want a login',
    files: {
      'composer.json': project({
        repositories: [
          { type: 'composer', url: 'https://packages.drupal.org/8' },
          { type: 'git', url: 'https://git.drupalcode.org/project/price.git' },
          { type: 'composer', url: 'https://satis.example.com/acme' },
          { type: 'vcs', url: 'git@gitlab.example.com:acme/price.git' },
          {
            type: 'package',
            package: {
              name: 'acme/library',
              version: '1.0.0',
              dist: { type: 'zip', url: 'https://files.example.org/library.zip' },
            },
          },
          { type: 'path', url: 'packages/*' },
        ],
      }),
      'composer.lock': LOCK,
      ...EXPORT,
    },
    says: [
      'Composer takes packages from satis.example.com, gitlab.example.com. Where that wants a login, the build needs it as the variable COMPOSER_AUTH: docs/private-packages.md',
    ],
  },
  {
    kind: 'a project in a folder, with the docroot below it',
    files: {
      'src/composer.json': project({ autoload: { 'psr-4': { 'Acme\\': 'classes/' } } }),
      'src/composer.lock': LOCK,
      'src/classes/A.php': '<?php\n',
      'src/web/index.php': '<?php\n',
      'src/config/sync/system.site.yml': 'name: Shop\n',
    },
    says: ['Drupal in src/web/', 'configuration in src/config/sync'],
    writes: {
      Dockerfile: [
        'COPY src/composer.json src/composer.lock* ./src/\n',
        'COPY src/classes src/classes\n',
        'WORKDIR /var/www/src\n',
        'ln -s src/web html',
        'COPY src/web src/web\n',
        'COPY src/config src/config\n',
        'ENV PATH="/var/www/src/vendor/bin:$PATH"',
      ],
      '.dockerignore': ['\nsrc/vendor\n', '\nsrc/web/core\n'],
    },
    writesNot: { 'sites/shop.ts': ['DRUPAL_CONFIG_SYNC'] },
  },
  {
    kind: 'links that lead out of the repository',
    files: PLAIN,
    links: { 'web/libraries': '../vendor/npm-asset', 'web/shared': '/srv/shared', up: '../../elsewhere' },
    says: ['replace them: up -> ../../elsewhere, web/shared -> /srv/shared.'],
    saysNot: ['npm-asset'],
  },
  {
    kind: 'submodules',
    files: { ...PLAIN, '.gitmodules': '[submodule "theme"]\n' },
    says: ['add GIT_SUBMODULE_STRATEGY with the value recursive'],
  },
  {
    kind: 'no composer.lock',
    files: { 'composer.json': project(), ...EXPORT },
    says: [
      'There is no composer.lock',
      "composer update --no-install --ignore-platform-req='ext-*'",
      'Delete Dockerfile and run init again: it goes by what the lock asks of PHP.',
      'Drush ^13.6',
      'PHP 8.3, which this package is tested with',
    ],
  },
];
