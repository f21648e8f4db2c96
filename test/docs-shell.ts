import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(__dirname, '../docs');

/** The shell commands of a page of docs/, block by block, as a reader would copy them. */
export function shellOf(page: string): string[] {
  const text = readFileSync(join(DOCS, page), 'utf8');
  const blocks = text.matchAll(/^( *)```sh\n(.*?)^ *```$/gms);
  return [...blocks].map(([, indent = '', block = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}

/** The one block of a page that holds this text. */
export function shellWith(page: string, text: string): string {
  const [found, ...others] = shellOf(page).filter((block) => block.includes(text));
  if (found === undefined || others.length > 0) throw new Error(`docs/${page} has not one block with ${text}`);
  return found;
}
