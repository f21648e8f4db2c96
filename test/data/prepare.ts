import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bed, bedFor } from '../recipe/bed';
import { ok } from '../recipe/process';
import { IMAGE, LAYER, tagOf, UPDATES, type Version } from './images';

/** Before all tests: a node with a storage that speaks S3, and the image of the stand-in site in some versions. */
export default async function prepare(): Promise<void> {
  const bed = await bedFor('data');
  for (const extra of ['s3', 'restic']) await bed.script('add-extra', extra);
  for (const version of Object.keys(UPDATES) as Version[]) await pushImage(bed, version);
}

/** The site's folders on top of PHP's image; the node reads the layer from its own file system, which is this machine's. */
async function pushImage(bed: Bed, version: Version): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'layer-'));
  await ok('cp', ['-r', `${LAYER}/.`, work]);
  rmSync(join(work, 'README.md'));
  if (UPDATES[version] !== '') writeFileSync(join(work, 'var/www/update.sql'), UPDATES[version]);
  const layer = `${work}.tar`;
  await ok('tar', ['-C', work, '--owner=0', '--group=0', '--mode=a+rX', '-cf', layer, '.']);
  const base = 'public.testbed/library/php:8.2-apache';
  await bed.enter(
    'crane',
    'append',
    '--insecure',
    '--base',
    base,
    '--new_layer',
    layer,
    '--new_tag',
    `public.testbed/${IMAGE}:${tagOf(version)}`,
  );
  for (const path of [work, layer]) rmSync(path, { recursive: true });
}
