import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Apache, describeApache } from '../../test/apache';
import { loginValue } from '../secrets/login';
import { Access, closedBy, type DoorPart } from '../site/access';
import type { PodMount } from '../site/pod';
import { doorPod } from './door';
import { profiles } from './profiles';

const password = closedBy(Access.password());
const mountsOf = (parts: readonly DoorPart[], access = password) =>
  doorPod(profiles.official, access, parts)?.mounts ?? {};
const textIn = (mount: PodMount | undefined) => (mount !== undefined && 'file' in mount ? mount.file : '');

test('an edge that does all leaves nothing to the pods', () => {
  expect(doorPod(profiles.official, password, [])).toBeUndefined();
});

test('the folder of the Secret is mounted, and not a file of it, which would keep an old password', () => {
  expect(mountsOf(['password', 'noindex'])['/etc/apache2/access']).toStrictEqual({ secret: 'web-access' });
  const { '/etc/apache2/conf-enabled/zz-access.conf': file, ...others } = mountsOf(['noindex']);
  expect(textIn(file)).not.toContain('AuthType');
  expect(others).toStrictEqual({});
});

describeApache(() => {
  let apache: Apache;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'door-'));
    mkdirSync(join(folder, 'html'));
    mkdirSync(join(folder, 'access'));
    writeFileSync(join(folder, 'html/index.html'), 'the stage');
    writeFileSync(join(folder, 'html/secret.module'), 'code');
    writeFileSync(join(folder, 'html/.htaccess'), '<FilesMatch "\\.module$">\nRequire all denied\n</FilesMatch>\n');
    const auth = { from: 'login', part: 'auth', user: 'shop' } as const;
    writeFileSync(join(folder, 'access/auth'), loginValue(auth, 'right'));
    // With what Debian's packages switch on; its own module for headers the file loads by itself.
    const ours = textIn(mountsOf(['password', 'noindex'])['/etc/apache2/conf-enabled/zz-access.conf']);
    const modules = ['authn_core', 'authn_file', 'authz_user', 'auth_basic'];
    apache = await Apache.start(folder, modules, [ours.replaceAll('/etc/apache2/access', join(folder, 'access'))]);
  });
  afterAll(async () => {
    await apache.stop();
    rmSync(folder, { recursive: true });
  });

  const ask = async (headers: Record<string, string>, path = '/') => {
    const answer = await apache.ask(path, headers);
    return { ...answer, robots: answer.headers['x-robots-tag'] };
  };

  const edge = { 'X-Forwarded-For': '203.0.113.7' };
  const basic = (secret: string) => ({ Authorization: `Basic ${Buffer.from(`shop:${secret}`).toString('base64')}` });

  test.each<[string, Record<string, string>, number]>([
    ['who has no password', edge, 401],
    ['who has another one', { ...edge, ...basic('wrong') }, 401],
    ['who has it', { ...edge, ...basic('right') }, 200],
    ['the kubelet', { 'User-Agent': 'kube-probe/1.33', 'X-Forwarded-Proto': 'https' }, 200],
    ['who claims to be the kubelet', { ...edge, 'User-Agent': 'kube-probe/1.33' }, 401],
    ['who comes through an edge of another kind', { 'X-Real-IP': '203.0.113.7' }, 401],
    ['who has the header taken away on the way', { ...edge, Connection: 'close, X-Forwarded-For' }, 401],
  ])('%s', async (_who, headers, status) => {
    expect(await ask(headers)).toMatchObject({ status, robots: 'noindex' });
  });

  test('a file is closed like a page, and one that .htaccess closes is opened to nobody', async () => {
    expect((await ask(edge, '/index.html')).status).toBe(401);
    expect((await ask({ ...edge, ...basic('right') }, '/index.html')).body).toBe('the stage');
    for (const headers of [edge, { ...edge, ...basic('right') }, {}])
      expect([401, 403]).toContain((await ask(headers, '/secret.module')).status);
    expect((await ask({}, '/secret.module')).status).toBe(403);
  });
});
