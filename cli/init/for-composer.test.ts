import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forComposer } from './for-composer';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'composer-'));
  for (const name of ['packages', 'assets', 'patches', 'src', 'vendor', 'web']) mkdirSync(join(folder, name));
  for (const name of ['composer.patches.json', 'load.environment.php']) writeFileSync(join(folder, name), '');
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
    'classes and files that are loaded, but none of Drupal and Composer',
    { autoload: { files: ['load.environment.php', 'web/a.php', 'not-there.php'], classmap: ['src/', 'vendor/a/'] } },
    ['load.environment.php', 'src'],
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
  expect(forComposer(folder, 'web', composerJson as Record<string, unknown>)).toEqual(['patches', ...expected]);
});
