import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bed, TESTBED } from './bed';
import { ok } from './process';

/** Our recipes of images, in the form that the bed's have. */
const OWN = join(__dirname, 'images');

/** Makes images of our recipes and gives them to the bed's public registry, by the bed's scripts in a folder that has both kinds. */
export async function addOwnImages({ dir }: Bed, names: readonly string[]): Promise<void> {
  const both = mkdtempSync(join(tmpdir(), 'images-'));
  for (const name of ['add-image', 'image', 'public-ca']) symlinkSync(join(TESTBED, name), join(both, name));
  mkdirSync(join(both, 'images'));
  for (const folder of [join(TESTBED, 'images'), OWN])
    for (const name of readdirSync(folder)) symlinkSync(join(folder, name), join(both, 'images', name));
  for (const name of names) await ok(join(both, 'add-image'), ['--dir', dir, name]);
  rmSync(both, { recursive: true });
}
