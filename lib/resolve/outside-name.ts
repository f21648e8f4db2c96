import { posix } from 'node:path';

/** Ports that an address means where it names none. */
const PORTS: Readonly<Record<string, string>> = {
  http: '80',
  https: '443',
  mysql: '3306',
  nfs: '2049',
  postgres: '5432',
  postgresql: '5432',
  redis: '6379',
};

/**
 * One spelling for each thing outside the namespace: case and final dot of its host, an address in another notation, the usual
 * port, and detours in its path make no difference.
 */
export function outsideName(written: string): string {
  const [, scheme = '', authority = '', path = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/]*)(.*)$/is.exec(written.trim()) ?? [];
  if (scheme === '') return written.trim();
  const lower = scheme.toLowerCase();
  return `${lower}://${hostOf(authority, PORTS[lower])}${posix.normalize(`/${path}`).replace(/\/$/, '')}`;
}

/** Who logs in makes no other thing of it. A URL knows that `0x0a000001` is `10.0.0.1`. */
function hostOf(authority: string, usualPort: string | undefined): string {
  const bare = authority.replace(/^.*@/s, '');
  try {
    const { hostname, port } = new URL(`http://${bare}`);
    return `${hostname.replace(/\.$/, '')}${port === '' || port === usualPort ? '' : `:${port}`}`;
  } catch {
    return bare.toLowerCase();
  }
}
