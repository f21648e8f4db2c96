import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Folder } from '../folder';
import { namedPaths } from './named-paths';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'composer-'));
  for (const name of ['packages', 'assets', 'patches', 'src', 'vendor', 'web', 'lib', 'tools'])
    mkdirSync(join(folder, name));
  for (const name of ['composer.patches.json', 'load.environment.php', 'Makefile', 'web/a.php'])
    writeFileSync(join(folder, name), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each<[string, object, string[]]>([
  ['nothing besides', {}, []],
  [
    'packages of its own, but none of elsewhere',
    {
      repositories: [
        { type: 'path', url: './packages/*' },
        { type: 'path', url: '../others/package' },
        { type: 'composer', url: 'https://packages.drupal.org/8' },
      ],
    },
    ['packages'],
  ],
  ['packages by name', { repositories: { own: { type: 'path', url: 'packages/acme' } } }, ['packages']],
  [
    'classes and files that are loaded, those in the docroot by their own path, but none of Composer',
    { autoload: { files: ['load.environment.php', 'web/a.php', 'not-there.php'], classmap: ['src/', 'vendor/a/'] } },
    ['load.environment.php', 'web/a.php', 'src'],
  ],
  [
    'patches, in a file or by name',
    {
      extra: {
        'patches-file': 'composer.patches.json',
        patches: { 'drupal/core': { 'A mend': 'assets/core.patch', Another: 'https://www.drupal.org/files/1.patch' } },
      },
    },
    ['composer.patches.json', 'assets'],
  ],
  [
    'patches as version 2 of the plug-in has them',
    {
      extra: {
        'composer-patches': { 'patches-file': 'composer.patches.json' },
        patches: { 'drupal/core': [{ description: 'A mend', url: 'assets/core.patch' }] },
      },
    },
    ['composer.patches.json', 'assets'],
  ],
  [
    'namespaces',
    {
      autoload: { 'psr-4': { 'Acme\\\\': 'lib/', 'Acme\\\\Web\\\\': ['web/', 'src/web'] }, 'psr-0': { Old: 'tools' } },
    },
    ['lib', 'src', 'tools'],
  ],
  [
    'what the scripts of an installation run, and no other script',
    {
      scripts: {
        'post-install-cmd': ['@build', 'Acme\\\\Script::run', '@php tools/run.php --x=1'],
        build: ['make all', '@build'],
        lint: 'lib/lint.sh',
      },
    },
    ['Makefile', 'tools'],
  ],
  [
    "files in place of the scaffold's",
    {
      extra: {
        'drupal-scaffold': {
          'file-mapping': {
            '[web-root]/robots.txt': 'assets/robots.txt',
            '[web-root]/.htaccess': { append: 'packages/htaccess' },
            '[web-root]/INSTALL.txt': false,
          },
        },
      },
    },
    ['assets', 'packages'],
  ],
])('%s', (_what, composerJson, expected) => {
  const layout = { below: '', docroot: 'web', vendorDir: 'vendor' };
  const { named } = namedPaths(new Folder(folder), composerJson as Record<string, unknown>, layout);
  expect(named).toEqual(['patches', ...expected]);
});
