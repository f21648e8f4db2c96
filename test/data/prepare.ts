import { bedFor } from '../recipe/bed';
import { DATABASE } from '../recipe/database';
import { addOwnImages } from '../recipe/own-images';
import { IMAGE, LAYER, tagOf, UPDATES, type Version } from './images';
import { OUTSIDE } from './managed-database';
import { pushSite } from './push-site';

/** Before all tests: a node with a storage that speaks S3, and the image of the stand-in site in some versions. */
export default async function prepare(): Promise<void> {
  const bed = await bedFor('data');
  for (const extra of ['s3', 'restic']) await bed.script('add-extra', extra);
  await addOwnImages(bed, [...DATABASE.ownImages, ...OUTSIDE.ownImages]);
  for (const version of Object.keys(UPDATES) as Version[])
    await pushSite(bed, `${IMAGE}:${tagOf(version)}`, [LAYER], UPDATES[version]);
}
