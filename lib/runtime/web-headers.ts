import { dirname, join } from 'node:path';
import type { PodSettings } from '../site/pod';
import type { RuntimeProfile } from './profile';

/** What the web's pods need to set headers of all responses; undefined where there is nothing to set. */
export function headersPod(
  { apacheConfiguration }: RuntimeProfile,
  headers: Readonly<Record<string, string>>,
): PodSettings | undefined {
  if (apacheConfiguration === undefined || Object.keys(headers).length === 0) return undefined;
  const path = join(dirname(apacheConfiguration), 'zz-headers.conf');
  return { mounts: { [path]: { file: `${[...LOADED, ...Object.entries(headers).flatMap(set)].join('\n')}\n` } } };
}

/** Apache's module for headers, which an image may lack the switch for. */
export const LOADED = [
  '<IfModule !headers_module>',
  '  LoadModule headers_module /usr/lib/apache2/modules/mod_headers.so',
  '</IfModule>',
];

/** In the place of what Drupal says, whose answers have a table of headers of their own. */
function set([name, value]: [name: string, value: string]): string[] {
  return [`Header onsuccess unset ${name}`, `Header always set ${name} "${quoted(value)}"`];
}

/** Apache's own signs in a value. */
function quoted(value: string): string {
  return value.replaceAll('%', '%%').replace(/[\\"]/g, '\\$&');
}
