import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { json, project } from '../init/case';

/** What the bed has in the place of the images in the Dockerfile, under Docker Hub's names. */
export const PHP_IMAGE = 'php:8.3-apache-with-composer';
export const COMPOSER_IMAGE = 'composer:2';
export const NODE_IMAGE = 'node:22';

/** Whether the executor hands a build its secrets, as the component's does; an older one does not know how. */
export const KNOWS_SECRETS = process.env.IMAGES_LOGIN === 'yes';

/** A repository that `init` meets, and what its site says about itself when it is served. */
export interface Met {
  readonly kind: string;
  readonly files: Readonly<Record<string, string>>;
  readonly page: Readonly<Record<string, unknown>>;
}

/** Composer's packages lie in the repository, since the bed has no other. */
const REPOSITORIES = [{ type: 'path', url: 'packages/*', options: { symlink: false } }, { 'packagist.org': false }];
const REQUIRE = { 'drupal/core-recommended': '^11.2', 'drush/drush': '^13.6' };

const PACKAGES = {
  'packages/core/composer.json': json({
    name: 'drupal/core',
    version: '11.2.4',
    type: 'drupal-core',
    license: 'MIT',
    autoload: { files: ['request.php'] },
  }),
  // The one class of Drupal's that settings.kubernetes.php needs, as the recipe's site has it.
  'packages/core/request.php': readFileSync(join(__dirname, '../recipe/site/src/app/request.php'), 'utf8'),
  'packages/core-recommended/composer.json': json({
    name: 'drupal/core-recommended',
    version: '11.2.4',
    type: 'metapackage',
    license: 'MIT',
    require: { 'drupal/core': '11.2.4' },
  }),
  'packages/drush/composer.json': json({
    name: 'drush/drush',
    version: '13.6.2',
    type: 'library',
    license: 'MIT',
    bin: ['drush'],
  }),
  'packages/drush/drush': '#!/bin/sh\necho "drush $*"\n',
};

/** The site: one page that says what the image has. */
const page = (docroot: string, parts: Readonly<Record<string, string>>) => ({
  [`${docroot}/index.php`]: `<?php
$class_loader = require __DIR__ . '/../vendor/autoload.php';
$app_root = __DIR__;
$settings = []; $databases = []; $config = [];
require __DIR__ . '/sites/default/settings.php';
header('Content-Type: application/json');
echo json_encode([
  'database' => (bool) (new PDO(
    "mysql:host={$databases['default']['default']['host']};dbname={$databases['default']['default']['database']}",
    $databases['default']['default']['username'], $databases['default']['default']['password'],
  ))->query('SELECT 1'),
${Object.entries(parts)
  .map(([name, php]) => `  '${name}' => ${php},\n`)
  .join('')}]);
`,
});

/** Reads a unified diff of whole lines, which is what the plug-in's name promises and these patches need. */
const PATCHES_PLUGIN = `<?php
namespace Stand\\In;
use Composer\\Composer; use Composer\\IO\\IOInterface; use Composer\\Plugin\\PluginInterface;
use Composer\\EventDispatcher\\EventSubscriberInterface; use Composer\\Script\\Event;
class Plugin implements PluginInterface, EventSubscriberInterface {
  public function activate(Composer $composer, IOInterface $io) {}
  public function deactivate(Composer $composer, IOInterface $io) {}
  public function uninstall(Composer $composer, IOInterface $io) {}
  public static function getSubscribedEvents() { return ['post-install-cmd' => 'apply']; }
  public function apply(Event $event) {
    $composer = $event->getComposer();
    $file = $composer->getPackage()->getExtra()['composer-patches']['patches-file'];
    foreach (json_decode(file_get_contents($file), true)['patches'] as $package => $patches) {
      $folder = $composer->getConfig()->get('vendor-dir') . "/$package";
      foreach ($patches as $patch) {
        preg_match('#^\\+\\+\\+ b/(.*)$#m', file_get_contents($patch), $target);
        preg_match('#^-([^-].*)$#m', file_get_contents($patch), $old);
        preg_match('#^\\+([^+].*)$#m', file_get_contents($patch), $new);
        $text = file_get_contents("$folder/$target[1]");
        if (!str_contains($text, $old[1])) throw new \\RuntimeException("$patch does not apply");
        file_put_contents("$folder/$target[1]", str_replace($old[1], $new[1], $text));
      }
    }
    $login = str_contains((string) getenv('COMPOSER_AUTH'), 'http-basic') ? 'seen' : 'none';
    file_put_contents($composer->getConfig()->get('vendor-dir') . '/login', $login);
  }
}
`;

const THEME = 'web/themes/custom/shop';

export const REPOSITORIES_MET: readonly Met[] = [
  {
    kind: 'plain web/',
    files: {
      'composer.json': project({ repositories: REPOSITORIES }),
      ...PACKAGES,
      'config/sync/core.extension.yml': 'module: {}\n',
      'config/sync/system.site.yml': 'name: Shop\n',
      ...page('web', {
        configuration: "trim(file_get_contents($settings['config_sync_directory'] . '/system.site.yml'))",
      }),
    },
    page: { database: true, configuration: 'name: Shop' },
  },
  {
    kind: 'docroot/ with bin-dir, an autoload folder, patches and a login for Composer',
    files: {
      'composer.json': project({
        repositories: REPOSITORIES,
        require: { ...REQUIRE, 'acme/greeting': '^1.0', 'cweagans/composer-patches': '^2.0' },
        autoload: { 'psr-4': { 'Acme\\Shop\\': 'lib/' } },
        config: { 'bin-dir': 'bin/', 'allow-plugins': { 'cweagans/composer-patches': true } },
        extra: {
          'drupal-scaffold': { locations: { 'web-root': 'docroot/' } },
          'composer-patches': { 'patches-file': 'build/patches.json' },
        },
      }),
      ...PACKAGES,
      'packages/greeting/composer.json': json({
        name: 'acme/greeting',
        version: '1.0.0',
        license: 'MIT',
        autoload: { files: ['greeting.php'] },
      }),
      'packages/greeting/greeting.php': "<?php\nfunction greeting() { return 'unpatched'; }\n",
      'packages/patches/composer.json': json({
        name: 'cweagans/composer-patches',
        version: '2.0.0',
        type: 'composer-plugin',
        license: 'MIT',
        require: { 'composer-plugin-api': '^2.0' },
        autoload: { 'psr-4': { 'Stand\\In\\': '' } },
        extra: { class: 'Stand\\In\\Plugin' },
      }),
      'packages/patches/Plugin.php': PATCHES_PLUGIN,
      'build/patches.json': json({ patches: { 'acme/greeting': { Greeting: 'build/greeting.patch' } } }),
      'build/greeting.patch':
        "--- a/greeting.php\n+++ b/greeting.php\n@@ -2 +2 @@\n-function greeting() { return 'unpatched'; }\n+function greeting() { return 'patched'; }\n",
      'lib/Shop.php': "<?php\nnamespace Acme\\Shop;\nclass Shop { const NAME = 'from lib'; }\n",
      ...page('docroot', {
        greeting: 'greeting()',
        shop: '\\Acme\\Shop\\Shop::NAME',
        login: "file_get_contents(__DIR__ . '/../vendor/login')",
      }),
    },
    page: { database: true, greeting: 'patched', shop: 'from lib', login: KNOWS_SECRETS ? 'seen' : 'none' },
  },
  {
    kind: 'a theme that npm builds',
    files: {
      'composer.json': project({ repositories: REPOSITORIES }),
      ...PACKAGES,
      [`${THEME}/package.json`]: json({ name: 'shop-theme', version: '1.0.0', scripts: { build: 'node build.js' } }),
      [`${THEME}/package-lock.json`]: json({
        name: 'shop-theme',
        version: '1.0.0',
        lockfileVersion: 3,
        packages: { '': { name: 'shop-theme', version: '1.0.0' } },
      }),
      [`${THEME}/build.js`]:
        "const fs = require('fs');\nfs.mkdirSync('css');\nfs.writeFileSync('css/style.css', 'built by ' + 'npm');\n",
      ...page('web', { style: `file_get_contents(__DIR__ . '/themes/custom/shop/css/style.css')` }),
    },
    page: { database: true, style: 'built by npm' },
  },
];
