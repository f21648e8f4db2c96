import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Bed, bedFor, PROJECT } from '../recipe/bed';
import { BASE_IMAGE, executor, mirrored, prepareRunner, pushBase, pushLayer } from '../recipe/builder';
import { ok, run } from '../recipe/process';
import { COMPOSER_IMAGE, NODE_IMAGE, PHP_IMAGE } from './repositories';

const DEBIAN = 'public.testbed/library/debian:bookworm-slim';

/** Before all tests: a node with Kaniko, and this machine's Composer and Node in the place of their images. */
export default async function prepare(): Promise<void> {
  await run(join(PROJECT, '.ci/install-tools'), ['composer']);
  const composer =
    (await run('sh', ['-c', 'command -v composer'])).status === 0 ? [] : ['composer: install its package'];
  const bed = await bedFor('images', composer);
  await bed.script('add-extra', 'kaniko');
  await prepareRunner(bed);
  await pushBase(bed);
  await pushComposer(bed);
  await pushNode(bed);
  // The component's executor does; an older one has to do without a login.
  const { stdout } = await executor(bed, ['--help']);
  process.env.IMAGES_LOGIN = stdout.includes('--secret') ? 'yes' : '';
}

/** Composer's image has one file, which Dockerfiles take; Debian's Composer is a folder, which the base image then has beforehand. */
async function pushComposer(bed: Bed): Promise<void> {
  const program = mkdtempSync(join(tmpdir(), 'composer-'));
  mkdirSync(join(program, 'usr/bin'), { recursive: true });
  const text = readFileSync('/usr/bin/composer', 'utf8').replace(/^#!.*/, '#!/usr/bin/env php');
  writeFileSync(join(program, 'usr/bin/composer'), text, { mode: 0o755 });
  await push(bed, DEBIAN, program, COMPOSER_IMAGE);
  const library = mkdtempSync(join(tmpdir(), 'library-'));
  cpSync('/usr/share/php', join(library, 'usr/local/share/php'), { recursive: true, dereference: true });
  await push(bed, mirrored(BASE_IMAGE), library, PHP_IMAGE);
}

async function pushNode(bed: Bed): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'node-'));
  const bin = join(folder, 'usr/local/bin');
  mkdirSync(bin, { recursive: true });
  copyFileSync(process.execPath, join(bin, 'node'));
  const npm = realpathSync((await ok('sh', ['-c', 'command -v npm'])).trim());
  cpSync(join(dirname(npm), '..'), join(folder, 'usr/local/lib/node_modules/npm'), { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(bin, 'npm'));
  await push(bed, DEBIAN, folder, NODE_IMAGE);
}

async function push(bed: Bed, base: string, folder: string, name: string): Promise<void> {
  await pushLayer(bed, { base, folder, name });
  for (const path of [folder, `${folder}.tar`]) rmSync(path, { recursive: true });
}
