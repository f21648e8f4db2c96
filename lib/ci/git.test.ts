import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { localTag } from './git';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const OTHER = 'f'.repeat(40);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdk8s-drupal-git-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

test.each<[string, Record<string, string>]>([
  ['a branch', { '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/main': `${SHA}\n` }],
  ['a branch with a slash', { '.git/HEAD': 'ref: refs/heads/a/b\n', '.git/refs/heads/a/b': `${SHA}\n` }],
  ['a detached head', { '.git/HEAD': `${SHA}\n` }],
  [
    'packed refs',
    {
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.git/packed-refs': `# pack-refs with: peeled\n${OTHER} refs/heads/x/refs/heads/main\n${SHA} refs/heads/main\n^${OTHER}\n`,
    },
  ],
  [
    'a ref that is newer than the packed one',
    {
      '.git/HEAD': 'ref: refs/heads/main\n',
      '.git/refs/heads/main': `${SHA}\n`,
      '.git/packed-refs': `${OTHER} refs/heads/main\n`,
    },
  ],
  [
    'a linked work tree',
    {
      '.git': 'gitdir: main/.git/worktrees/linked\n',
      'main/.git/worktrees/linked/HEAD': 'ref: refs/heads/topic\n',
      'main/.git/worktrees/linked/commondir': '../..\n',
      'main/.git/refs/heads/topic': `${SHA}\n`,
    },
  ],
  ['a submodule', { '.git': 'gitdir: super/.git/modules/sub\n', 'super/.git/modules/sub/HEAD': `${SHA}\n` }],
])('finds the commit of %s', (_what, files) => {
  write(files);
  expect(localTag(folder)).toBe('local-01234567');
});

test('finds the commit from a folder of the work tree', () => {
  write({ '.git/HEAD': `${SHA}\n`, 'sites/a.ts': '' });
  expect(localTag(join(folder, 'sites'))).toBe('local-01234567');
});

test.each<[string, Record<string, string>]>([
  ['outside any work tree', {}],
  ['before the first commit', { '.git/HEAD': 'ref: refs/heads/main\n' }],
  ['where the folder of git is empty', { '.git/config': '' }],
  ['where the work tree has lost its repository', { '.git': 'gitdir: gone\n' }],
])('says nothing of a commit %s', (_what, files) => {
  write(files);
  expect(localTag(folder)).toBe('local');
});
