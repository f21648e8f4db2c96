import { parseImage } from '../../formats/image';

/** Whether an image is PostgreSQL's own, or PostGIS's, which is made of it: it has the server beside the client, and upgrades no data. */
export function isOfficial(image: string): boolean {
  return /(^|\/)(postgres|postgis)$/.test(parseImage(image)?.repository ?? '');
}
