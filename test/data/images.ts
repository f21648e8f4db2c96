import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from '../recipe/database';
import { SQL } from './sql';

/** The stand-in site's image in the registry that answers for all public ones. */
export const IMAGE = 'team/data-site';

/** The folders that are laid over PHP's image. */
export const LAYER = join(__dirname, 'site');

/** The image below. */
export const BASE = `public.testbed/library/${DATABASE.php}`;

/** Its versions, and what the release of each does to the database: one statement a line. */
export const UPDATES = {
  one: '',
  two: 'ALTER TABLE node ADD COLUMN subtitle VARCHAR(255)\n',
  slow: `${SQL.sleep(25)}\n`,
  ruin: "UPDATE node_body SET body = ''\nDROP TABLE users\nDELETE FROM node WHERE nid > 10\n",
  halfway: 'DROP TABLE users\nthis is no statement\n',
} as const;

export type Version = keyof typeof UPDATES;

/** The tag of a version: other content is another tag, since a node does not ask twice for the same one. */
export function tagOf(version: Version, folders: readonly string[] = [LAYER]): string {
  const hash = createHash('sha256').update(BASE).update(UPDATES[version]);
  for (const file of folders.flatMap(filesOf)) hash.update(readFileSync(file));
  return `${version}-${hash.digest('hex').slice(0, 8)}`;
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
