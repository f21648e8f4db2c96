import { dirname, join } from 'node:path';
import type { PodSettings } from '../site/pod';
import { mostExactFirst, type ParsedRedirect } from '../site/redirects';
import type { RuntimeProfile } from './profile';

/** What the web's pods need to lead paths elsewhere; undefined where there are none. */
export function redirectsPod(
  { apacheConfiguration }: RuntimeProfile,
  redirects: readonly ParsedRedirect[],
): PodSettings | undefined {
  if (apacheConfiguration === undefined || redirects.length === 0) return undefined;
  const path = join(dirname(apacheConfiguration), 'zz-redirects.conf');
  const lines = [...LOADED, '<Location "/">', ...mostExactFirst(redirects).map(line), '</Location>'];
  return { mounts: { [path]: { file: `${lines.join('\n')}\n` } } };
}

/** Apache's module for redirects, which an image may lack the switch for. */
const LOADED = [
  '<IfModule !alias_module>',
  '  LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so',
  '</IfModule>',
];

/** Within a Location they come after the password. Apache encodes the target itself, and adds the query of the request. */
function line({ from, isPrefix, scheme, host, path, keepsRest, query, status }: ParsedRedirect): string {
  const pattern = `^${from.replace(/[.*+?()[\]-]/g, '\\$&')}${isPrefix ? '(/.*)?' : '/?'}$`;
  return `  RedirectMatch ${status} "${pattern}" "${scheme}://${host}${path}${keepsRest ? '$1' : ''}${query}"`;
}
