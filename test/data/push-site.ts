import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bed } from '../recipe/bed';
import { ok } from '../recipe/process';
import { BASE } from './images';

/**
 * Folders on top of PHP's image; the node reads the layer from its own file system, which is this machine's.
 * @param update what its release does to the database
 */
export async function pushSite(bed: Bed, image: string, folders: readonly string[], update: string): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'layer-'));
  for (const folder of folders) await ok('cp', ['-r', `${folder}/.`, work]);
  rmSync(join(work, 'README.md'));
  if (update !== '') writeFileSync(join(work, 'var/www/update.sql'), update);
  const layer = `${work}.tar`;
  await ok('tar', ['-C', work, '--owner=0', '--group=0', '--mode=a+rX', '-cf', layer, '.']);
  const to = `public.testbed/${image}`;
  await bed.enter('crane', 'append', '--insecure', '--base', BASE, '--new_layer', layer, '--new_tag', to);
  for (const path of [work, layer]) rmSync(path, { recursive: true });
}
