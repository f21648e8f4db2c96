import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Apache, describeApache } from '../../test/apache';
import { objectsOf, SHOP, synth } from '../../test/synth';
import { Edge } from '../edge/edge';
import { Cluster } from '../site/cluster';
import { parseRedirect, type Redirect } from '../site/redirects';
import type { SiteProps } from '../site/site';
import { profiles } from './profiles';
import { redirectsPod } from './web-redirects';

const FILE = '/etc/apache2/conf-enabled/zz-redirects.conf';

/** What the web's Apache is told. */
function textFor(redirects: readonly Redirect[]): string {
  const parsed = redirects.map((one) => parseRedirect(one, 'shop.example.com'));
  const mount = redirectsPod(profiles.official, parsed)?.mounts?.[FILE];
  return mount !== undefined && 'file' in mount ? mount.file : '';
}

test('a site that has none has no object and no mount more', () => {
  expect(redirectsPod(profiles.official, [])).toBeUndefined();
  expect(objectsOf({ redirects: [] })).toStrictEqual(objectsOf({}));
});

test('the web’s pods have the file, whatever the edge, and no others', () => {
  for (const className of ['traefik', 'nginx', 'public']) {
    const cluster = Cluster.generic({ edge: Edge.ingress({ className }) });
    const objects = objectsOf({ cluster, redirects: [{ from: '/old', to: '/new' }] });
    const withFile = objects.filter((one) => JSON.stringify(one).includes(FILE));
    expect(withFile.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toStrictEqual(['Deployment/web']);
    const files = objects.filter(({ metadata }) => metadata.name.startsWith('file-zz-redirects-conf'));
    expect(files.map(({ data }) => data['zz-redirects.conf'])).toStrictEqual([textFor([{ from: '/old', to: '/new' }])]);
  }
});

test('an environment’s take the place of the site’s, and lead to its own first host', () => {
  const objects = objectsOf({
    redirects: [{ from: '/a', to: '/b' }],
    environments: { live: { hosts: ['www.example.com', 'example.com'], redirects: [{ from: '/c', to: '/d' }] } },
  });
  const text = JSON.stringify(objects.filter(({ kind }) => kind === 'ConfigMap'));
  expect(text).toContain('https://www.example.com/d');
  expect(text).not.toContain('^/a');
});

test('the file is one that an Apache engineer has read', () => {
  expect(
    textFor([
      { from: '/shop/*', to: 'https://store.example.com/*' },
      { from: '/old.html', to: '/new', permanent: true },
      { from: '/shop/a/*', to: '/a?x=1' },
    ]),
  ).toBe(
    `<IfModule !alias_module>
  LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so
</IfModule>
<Location "/">
  RedirectMatch 301 "^/old\\.html/?$" "https://shop.example.com/new"
  RedirectMatch 302 "^/shop/a(/.*)?$" "https://shop.example.com/a?x=1"
  RedirectMatch 302 "^/shop(/.*)?$" "https://store.example.com$1"
</Location>
`,
  );
});

describe('refused', () => {
  const reportOf = (redirects: unknown, more: Partial<SiteProps> = {}) =>
    synth([{ ...SHOP, ...more, redirects }]).report;

  test.each<[from: unknown, says: string]>([
    ['old', 'does not begin with a slash'],
    ['https://shop.example.com/old', 'does not begin with a slash'],
    ['/', 'is the whole site'],
    ['/*', 'is the whole site'],
    ['/a*', 'has a * that is not its end'],
    ['/*/a', 'has a * that is not its end'],
    ['/a?id=1', 'has a query, which is not looked at'],
    ['/a#b', 'has a part after #'],
    ['/a/../b', 'is not the shortest spelling'],
    ['//a', 'is not the shortest spelling'],
    ['/a%', 'has a % that encodes nothing'],
    ['/a%2Fb', 'has a slash, a # or a ? that is encoded'],
    ['/a\nb', 'has a control character'],
    ['/a%0Ab', 'has a control character'],
    ['/a"b', 'has a control character, or one of'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what Apache would replace
    ['/${HOME}', 'has a control character, or one of'],
    ['/.well-known/*', 'takes the challenges'],
    ['/.well-known/acme-challenge', 'takes the challenges'],
    ['/%2Ewell-known/acme-challenge/*', 'takes the challenges'],
    [7, 'is not a text'],
    [`/${'a'.repeat(1000)}`, 'is longer than 1000 characters'],
  ])('from %j', (from, says) => {
    const report = reportOf([{ from, to: '/new' }]);
    expect(report).toMatch(/^ {2}redirects\[0\]\.from: /m);
    expect(report).toContain(says);
  });

  test.each<[to: unknown, says: string]>([
    ['new', 'does not begin with a slash'],
    ['//evil.example.com', 'is an address without https:'],
    ['/\\evil.example.com', 'has a control character, or one of'],
    ['javascript://x/', 'is of the scheme javascript'],
    ['https://user@shop.example.com/', 'is no host name'],
    ['https:///new', 'is no host name'],
    ['https://shop.example.com/a b?c d', 'belongs encoded'],
    ['/new?a=$1', 'belongs encoded'],
    ['/new#part', 'has a part after #'],
    ['/new\r\nSet-Cookie: a=b', 'has a control character'],
    ['/new%0d%0aSet-Cookie:a=b', 'has a control character'],
    ['/new"', 'has a control character, or one of'],
    ['/a/$1', 'has a control character, or one of'],
    ['/a*b', 'has a * that is not its end'],
  ])('to %j', (to, says) => {
    const report = reportOf([{ from: '/old', to }]);
    expect(report).toMatch(/^ {2}redirects\[0\]\.to: /m);
    expect(report).toContain(says);
  });

  test.each<[what: string, redirects: unknown, says: string]>([
    ['a rest that is not there', [{ from: '/a', to: '/b/*' }], 'keeps in to what from does not have'],
    ['no list', { from: '/a', to: '/b' }, 'is not a list'],
    ['nothing to lead to', [{ from: '/a' }], 'redirects[0].to: is missing'],
    ['a word for true', [{ from: '/a', to: '/b', permanent: 'yes' }], 'is not true or false'],
    ['a number of the status', [{ from: '/a', to: '/b', status: 301 }], 'redirects[0].status: is not a property'],
    [
      'one path twice, however it is written',
      [
        { from: '/caf%C3%A9', to: '/b' },
        { from: '/café/', to: '/c' },
      ],
      'is that of redirects[0], too',
    ],
    ['itself', [{ from: '/a', to: '/a/' }], 'leads back to where it came from'],
    ['itself, by its host', [{ from: '/a', to: 'http://Shop.example.com/a' }], 'leads back to where it came from'],
    ['below itself', [{ from: '/a/*', to: '/a/b' }], 'leads back to where it came from'],
    ['ever further below itself', [{ from: '/a/*', to: '/a/b/*' }], 'leads back to where it came from'],
    [
      'a circle',
      [
        { from: '/a', to: '/b' },
        { from: '/b', to: '/c' },
        { from: '/c', to: '/a' },
      ],
      'leads back to where it came from',
    ],
    [
      'a circle of one page below another',
      [
        { from: '/a/*', to: '/b/*' },
        { from: '/b/c', to: '/a/c' },
      ],
      'leads back to where it came from',
    ],
    [
      'too much for a ConfigMap',
      Array.from({ length: 1000 }, (_, n) => ({ from: `/${'a'.repeat(400)}${n}`, to: '/new' })),
      'are too long together for a file',
    ],
    ['too many', Array.from({ length: 2001 }, (_, n) => ({ from: `/${n}`, to: '/new' })), 'are too many for a file'],
  ])('%s', (_what, redirects, says) => expect(reportOf(redirects)).toContain(says));

  test('what takes the path of the probes', () => {
    const report = reportOf([{ from: '/user/*', to: '/login' }], { healthPath: '/user/login?x=1' });
    expect(report).toContain('takes healthPath, /user/login?x=1');
  });

  test('an image that nobody can tell', () => {
    const report = reportOf([{ from: '/a', to: '/b' }], { profile: 'flightdeck' });
    expect(report).toContain('cannot be answered by an image of the profile flightdeck');
  });
});

test.each<[what: string, redirects: Redirect[]]>([
  [
    'a chain',
    [
      { from: '/a', to: '/b' },
      { from: '/b', to: '/c' },
    ],
  ], // prettier-ignore
  ['the same path of another host', [{ from: '/a/*', to: 'https://old.example.com/a/*' }]],
  ['a page out of what is below it', [{ from: '/a/b', to: '/a/c' }]],
  [
    'what one of two covers',
    [
      { from: '/a/*', to: '/b/*' },
      { from: '/a/b', to: '/c' },
    ],
  ], // prettier-ignore
  ['2000 of them', Array.from({ length: 2000 }, (_, n) => ({ from: `/${n}`, to: '/new' }))],
])('%s is accepted', (_what, redirects) => expect(synth([{ ...SHOP, redirects }]).status).toBe(0));

describeApache(() => {
  const redirects: Redirect[] = [
    { from: '/old', to: '/new', permanent: true },
    { from: '/file.html', to: '/there' },
    { from: '/caf%C3%A9', to: '/über uns' },
    { from: '/plan (1)+.pdf', to: '/files/100%25 & more' },
    { from: '/search', to: '/find?q=a%20b&sort=asc' },
    { from: '/shop/*', to: 'https://store.example.com/all/*' },
    { from: '/shop/cart', to: '/basket' },
    { from: '/gone/*', to: '/archive' },
  ];
  let apache: Apache;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'redirects-'));
    mkdirSync(join(folder, 'html'));
    writeFileSync(join(folder, 'html/index.html'), 'the site');
    writeFileSync(join(folder, 'html/file.html'), 'a file');
    writeFileSync(join(folder, 'users'), 'shop:{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n'); // secret
    // As in Drupal's own: what is no file is index.php's.
    const rules = ['DirectoryIndex index.html', 'RewriteEngine on', 'RewriteCond %{REQUEST_FILENAME} !-f'];
    writeFileSync(join(folder, 'html/.htaccess'), [...rules, 'RewriteRule ^ /index.html [L]', ''].join('\n'));
    apache = await Apache.start(
      folder,
      ['authn_core', 'authn_file', 'authz_user', 'auth_basic', 'rewrite'],
      [
        '<Location "/">',
        '  AuthType Basic',
        '  AuthName "closed"',
        `  AuthUserFile "${folder}/users"`,
        '  Require valid-user',
        '</Location>',
        textFor(redirects),
      ],
    );
  });
  afterAll(async () => {
    await apache.stop();
    rmSync(folder, { recursive: true });
  });
  const ask = (path: string) =>
    apache.ask(path, { authorization: `Basic ${Buffer.from('shop:secret').toString('base64')}` });

  test.each([
    ['/old', 301, 'https://shop.example.com/new'],
    ['/old/?a=b', 301, 'https://shop.example.com/new?a=b'],
    ['/file.html', 302, 'https://shop.example.com/there'],
    ['/caf%C3%A9', 302, 'https://shop.example.com/%c3%bcber%20uns'],
    ['/plan%20(1)+.pdf', 302, 'https://shop.example.com/files/100%25%20&%20more'],
    ['/search?q=x', 302, 'https://shop.example.com/find?q=a%20b&sort=asc'],
    ['/shop', 302, 'https://store.example.com/all'],
    ['/shop/', 302, 'https://store.example.com/all/'],
    ['/shop/a%20b/c?d=e', 302, 'https://store.example.com/all/a%20b/c?d=e'],
    ['/shop/%0d%0aSet-Cookie:a', 302, 'https://store.example.com/all/%0d%0aSet-Cookie:a'],
    ['/shop/cart', 302, 'https://shop.example.com/basket'],
    ['/gone/for/ever', 302, 'https://shop.example.com/archive'],
  ])('%s leads elsewhere', async (path, status, location) => {
    const answer = await ask(path);
    expect({ status: answer.status, location: answer.headers.location }).toStrictEqual({ status, location });
  });

  test.each(['/', '/older', '/old/a', '/file-html', '/shopping', '/a/shop', '/planan%20(1).pdf'])(
    '%s is the site’s',
    async (path) => expect(await ask(path)).toMatchObject({ status: 200, body: 'the site' }),
  );

  test('strangers are asked for the password first', async () => {
    expect((await apache.ask('/old')).status).toBe(401);
  });
});
