import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from './bed';

/** The shell commands of a page of docs/, block by block, as a reader would copy them. */
export function shellOf(page: string): string[] {
  const text = readFileSync(join(PROJECT, 'docs', page), 'utf8');
  const blocks = text.matchAll(/^( *)```sh\n(.*?)^ *```$/gms);
  return [...blocks].map(([, indent = '', block = '']) => block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}
