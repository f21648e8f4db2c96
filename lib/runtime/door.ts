import { type ClosedAccess, type DoorPart, loginSecret, NOINDEX } from '../site/access';
import type { PodSettings } from '../site/pod';
import type { RuntimeProfile } from './profile';
import { LOADED } from './web-headers';

/** Where Apache finds user and password. */
const FOLDER = '/etc/apache2/access';

/** What the web's pods need for that; undefined where they have nothing to do. */
export function doorPod(
  { apacheConfiguration }: RuntimeProfile,
  access: ClosedAccess | undefined,
  parts: readonly DoorPart[],
): PodSettings | undefined {
  if (access === undefined || apacheConfiguration === undefined || parts.length === 0) return undefined;
  const asks = access.by === 'password' && parts.includes('password');
  const file = [...(parts.includes('noindex') ? noindex() : []), ...(asks ? password() : [])].join('\n');
  return {
    mounts: {
      [apacheConfiguration]: { file: `${file}\n` },
      ...(asks ? { [FOLDER]: { secret: loginSecret(access) } } : {}), // a folder, as a new password reaches no single file
    },
  };
}

function noindex(): string[] {
  return [...LOADED, ...Object.entries(NOINDEX).map(([name, value]) => `Header always set ${name} "${value}"`)];
}

/** What edges say of who asks. A client cannot take it away, and what comes past the edge, as the kubelet's questions do, has none of it. */
const FORWARDED = ['X-Forwarded-For', 'X-Forwarded-Host', 'X-Real-Ip', 'Forwarded'];

/** Merged by `And`, it opens nothing that .htaccess closes. */
function password(): string[] {
  return [
    '<Location "/">',
    '  AuthType Basic',
    '  AuthName "closed"',
    '  AuthBasicProvider file',
    `  AuthUserFile "${FOLDER}/auth"`,
    '  AuthMerging And',
    '  <RequireAny>',
    '    Require valid-user',
    `    Require expr "${FORWARDED.map((name) => `-z %{HTTP:${name}}`).join(' && ')}"`,
    '  </RequireAny>',
    '</Location>',
  ];
}
