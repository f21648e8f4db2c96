import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { init } from '../init';

/** The release of a site that begins with an empty folder, run by a shell with a drush that says what it was asked. */
const base = mkdtempSync(join(tmpdir(), 'site-file-'));
const commands: Record<string, string[]> = {};

beforeAll(() => {
  init(join(base, 'shop'), {});
  const text = readFileSync(join(base, 'shop/sites/shop.ts'), 'utf8');
  for (const [, name = '', list] of text.matchAll(/^ {4}(install|command): (\[.*\]),$/gm))
    commands[name] = new Function(`return ${list}`)();
  mkdirSync(join(base, 'bin'));
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a shell's
  writeFileSync(join(base, 'bin/drush'), '#!/bin/sh\nprintf "%s|" drush "$@"\nexit "${DRUSH_STATUS:-0}"\n');
  chmodSync(join(base, 'bin/drush'), 0o755);
});
afterAll(() => rmSync(base, { recursive: true }));

function run(name: string, exported: boolean, env: Record<string, string> = {}) {
  const docroot = join(base, exported ? 'exported/html' : 'empty/html');
  const sync = join(docroot, '../config/sync');
  mkdirSync(docroot, { recursive: true });
  mkdirSync(sync, { recursive: true });
  writeFileSync(join(sync, exported ? 'core.extension.yml' : '.gitkeep'), '');
  const [program = '', ...args] = commands[name] ?? [];
  const path = `${join(base, 'bin')}:${process.env.PATH}`;
  const { status, stdout } = spawnSync(program, args, {
    cwd: docroot,
    encoding: 'utf8',
    env: { PATH: path, DRUPAL_CONFIG_SYNC: '../config/sync', ...env },
  });
  return { status, words: stdout.split('|').slice(0, -1) };
}

test('installs a plain Drupal while nothing was exported, with a password that nobody knows', () => {
  const { status, words } = run('install', false);
  expect(status).toBe(0);
  expect(words).toEqual(['drush', 'site:install', '-y', expect.stringMatching(/^--account-pass=.{32}$/), 'standard']);
  expect(run('install', false).words[3]).not.toBe(words[3]);
});

test('installs what was exported as soon as something was', () => {
  expect(run('install', true).words).toEqual([
    ...['drush', 'site:install', '-y', expect.stringMatching(/^--account-pass=.{32}$/), '--existing-config'],
  ]);
});

test('imports only what was exported', () => {
  expect(run('command', false).words).toEqual(['drush', 'updatedb', '-y']);
  expect(run('command', true).words).toEqual(['drush', 'deploy', '-y']);
});

test.each(['install', 'command'])('fails where drush fails: %s', (name) => {
  for (const exported of [true, false]) expect(run(name, exported, { DRUSH_STATUS: '3' }).status).toBe(3);
});
