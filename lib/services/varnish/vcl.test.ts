import { objectsOf } from '../../../test/synth';
import { Backend, describeVarnish, type Question, RunningVarnish } from '../../../test/varnish';
import { Access } from '../../site/access';
import type { SiteProps } from '../../site/site';
import { HttpCache } from '../http-cache';
import type { VarnishProps } from './varnish';

/** The files of the ConfigMap that a site's Varnish reads. */
function filesOf(props: VarnishProps, port: number, site: Partial<SiteProps> = {}): Record<string, string> {
  const objects = objectsOf({ httpCache: HttpCache.varnish(props), ...site });
  const map = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('varnish-vcl-'));
  const { 'default.vcl': vcl, ...files } = map?.data ?? {};
  return { ...files, 'default.vcl': vcl.replace('"web"', '"127.0.0.1"').replace('"80"', `"${port}"`) };
}

describeVarnish(() => {
  let backend: Backend;
  let varnish: RunningVarnish;

  beforeEach(() => {
    backend.answers = {};
    backend.seen.length = 0;
  });

  const start = (props: VarnishProps = {}, site: Partial<SiteProps> = {}) => {
    beforeAll(async () => {
      backend = new Backend();
      await backend.open();
      varnish = await RunningVarnish.start(filesOf(props, backend.port, site));
    }, 60_000);
    afterAll(async () => {
      await varnish.stop();
      await backend.close();
    });
  };

  /** Asks twice, and tells whether the second answer was made of the first. */
  const twice = async (path: string, question: Question = {}) => {
    const first = await varnish.ask(path, question);
    const second = await varnish.ask(path, question);
    return { first, second, ways: [first.headers['x-cache'], second.headers['x-cache']] };
  };

  describe('of a site that is open', () => {
    start({ cookies: ['SimpleSAML*', 'store'] });

    test('who has not logged in gets what another one got', async () => {
      const { first, second, ways } = await twice('/');
      expect(ways).toStrictEqual(['MISS', 'HIT']);
      expect(second.body).toBe(first.body);
      expect(Number(second.headers.age)).toBeGreaterThanOrEqual(0);
    });

    test('cookies of scripts reach nobody, and change nothing', async () => {
      await varnish.ask('/cookies', { headers: { Cookie: '_ga=1; has_js=1; notSESSabc=2' } });
      expect(backend.last().headers.cookie).toBeUndefined();
      const other = await varnish.ask('/cookies', { headers: { Cookie: '_ga=2; x=SESSa=1; storex=1' } });
      expect(other.headers['x-cache']).toBe('HIT');
    });

    test.each(['SESSab12', 'SSESSab12', 'NO_CACHE', 'store', 'SimpleSAMLSessionID'])(
      'who sends the cookie %s is asked for each time, with all cookies',
      async (name) => {
        const Cookie = `_ga=1; ${name}=x`;
        const path = `/mine/${name}`;
        await varnish.ask(path);
        const { ways } = await twice(path, { headers: { Cookie } });
        expect(ways).toStrictEqual(['PASS', 'PASS']);
        expect(backend.last().headers.cookie).toBe(Cookie);
        expect((await varnish.ask(path)).headers['x-cache']).toBe('HIT');
      },
    );

    test('what is for one who logs in by a header is kept for nobody', async () => {
      const headers = { Authorization: 'Basic c2hvcDp4' };
      expect((await twice('/api', { headers })).ways).toStrictEqual(['PASS', 'PASS']);
      expect((await varnish.ask('/api')).headers['x-cache']).toBe('MISS');
    });

    test('a form reaches Drupal as it is', async () => {
      await varnish.ask('/contact');
      const { headers } = await varnish.ask('/contact', { method: 'POST', body: 'name=a' });
      expect(headers['x-cache']).toBe('PASS');
      expect(backend.last()).toMatchObject({ method: 'POST', body: 'name=a' });
    });

    test.each<[string, Record<string, string>]>([
      ['private', { 'Cache-Control': 'must-revalidate, no-cache, private' }],
      ['of a session that begins', { 'Set-Cookie': 'SESSab=1; path=/' }],
      ['no-store', { 'Cache-Control': 'no-store' }],
      ['BigPipe', { 'Surrogate-Control': 'no-store, content="BigPipe/1.0"' }],
    ])('what Drupal says is %s is not kept', async (kind, headers) => {
      const path = `/not-kept/${encodeURIComponent(kind)}`;
      backend.answers[path] = { headers };
      expect((await twice(path)).ways).toStrictEqual(['MISS', 'MISS']);
    });

    test('files of the public folders are kept for who has a session, too, and private ones for nobody', async () => {
      const headers = { Cookie: 'SESSab=1' };
      expect((await twice('/sites/default/files/css/a.css?v=1', { headers })).ways).toStrictEqual(['MISS', 'HIT']);
      expect((await twice('/core/misc/drupal.js', { headers })).ways).toStrictEqual(['MISS', 'HIT']);
      expect((await twice('/system/files/a.png', { headers })).ways).toStrictEqual(['PASS', 'PASS']);
      expect((await twice('/user?x=/core/a.css', { headers })).ways).toStrictEqual(['PASS', 'PASS']);
    });

    test('a visitor sees neither tags nor what the rules need', async () => {
      backend.answers['/tagged'] = {
        headers: { 'Cache-Tags': 'node:1', 'Purge-Cache-Tags': 'node:1', 'X-Cache-Tags': 'node:1' },
      };
      const { second } = await twice('/tagged');
      const shown = Object.keys(second.headers).sort();
      expect(shown).toStrictEqual(
        ['accept-ranges', 'age', 'cache-control', 'connection', 'content-length', 'date', 'x-cache'].sort(),
      );
    });

    describe('a ban by tags', () => {
      /** Which of two pages with these tags are still kept after a ban. */
      const keptAfter = async (path: string, tags: Record<string, string>, ban: Record<string, string>) => {
        backend.answers[path] = { headers: tags };
        await varnish.ask(path);
        const answer = await varnish.purge('BAN', '/', ban);
        expect([answer.status, answer.body]).toStrictEqual([200, 'Banned\n']);
        return (await varnish.ask(path)).headers['x-cache'];
      };

      test.each(['Cache-Tags', 'Purge-Cache-Tags', 'X-Cache-Tags'])('finds what has one, by %s', async (name) => {
        const path = `/by/${name}`;
        expect(await keptAfter(path, { [name]: 'rendered node:1 node_list' }, { [name]: 'node:1' })).toBe('MISS');
      });

      test.each([
        ['spaces', 'node:7 node:1'],
        ['pipes', 'node:7|node:1'],
        ['commas', 'node:7,node:1'],
      ])('takes a list with %s', async (between, list) => {
        const path = `/lists/${between}`;
        expect(await keptAfter(path, { 'Cache-Tags': 'node:1 a' }, { 'Cache-Tags': list })).toBe('MISS');
      });

      test.each([
        ['node:1', 'node:10'],
        ['node:1', 'menu_node:1'],
        ['config:a.b', 'config:axb'],
        ['config:a', 'config:a.b'],
        ['.*', 'node:1'],
        ['a)|(.*', 'node:1'],
        ['a" || obj.status == 200', 'node:1'],
      ])('of %s leaves what has %s', async (tag, other) => {
        const path = `/others/${encodeURIComponent(tag)}/${encodeURIComponent(other)}`;
        expect(await keptAfter(path, { 'Cache-Tags': other }, { 'Cache-Tags': tag })).toBe('HIT');
      });

      test.each([...'.()+[]{}$^*?"\\'])('takes %s as a sign of a tag', async (sign) => {
        const tag = `config:a${sign}b`;
        const path = `/signs/${encodeURIComponent(sign)}`;
        expect(await keptAfter(path, { 'Cache-Tags': `x ${tag} y` }, { 'Cache-Tags': tag })).toBe('MISS');
      });

      test('finds one of 6,000 tags by one of 3,000: headers of 60 and 30 kB', async () => {
        const many = Array.from({ length: 6000 }, (_, index) => `node:${index}`).join(' ');
        const asked = [...Array.from({ length: 2999 }, (_, index) => `t:a.${index}`), 'node:5999'].join('|');
        expect(await keptAfter('/many', { 'Cache-Tags': many }, { 'Cache-Tags': asked })).toBe('MISS');
      });
    });

    describe('a purge by URL', () => {
      const kept = async (path: string, host = 'shop.example.com') =>
        (await varnish.ask(path, { headers: { Host: host } })).headers['x-cache'] === 'HIT';
      const warm = async (...paths: string[]) => {
        for (const path of paths) await varnish.ask(path);
      };

      test.each(['PURGE', 'BAN', 'URIBAN'])(
        'by %s finds that page, with whatever scheme it was asked for',
        async (method) => {
          const path = `/url/${method}`;
          await warm(path, `${path}/more`, `${path}?page=1`);
          expect((await varnish.purge(method, path)).status).toBe(200);
          expect([await kept(path), await kept(`${path}/more`), await kept(`${path}?page=1`)]).toStrictEqual([
            false,
            true,
            true,
          ]);
        },
      );

      test('of one host leaves the others', async () => {
        await warm('/host');
        await varnish.ask('/host', { headers: { Host: 'www.example.com' } });
        await varnish.purge('PURGE', '/host', { Host: 'www.example.com' });
        expect([await kept('/host'), await kept('/host', 'www.example.com')]).toStrictEqual([true, false]);
      });

      test('with stars finds all of them, and no other pattern is one', async () => {
        await warm('/star/a', '/star/b?c=1', '/star.x', '/starx');
        await varnish.purge('BAN', '/star/*');
        await varnish.purge('BAN', '/star.');
        expect([await kept('/star/a'), await kept('/star/b?c=1'), await kept('/starx')]).toStrictEqual([
          false,
          false,
          true,
        ]);
        await varnish.purge('BAN', '/*');
        expect(await kept('/starx')).toBe(false);
      });

      test('of / by BAN without tags is a module that is set up wrongly, and does not pass for a purge', async () => {
        const { status, body } = await varnish.purge('BAN', '/');
        expect([status, body]).toStrictEqual([400, expect.stringContaining('send tags, or /* for everything')]);
        await warm('/');
        expect((await varnish.purge('PURGE', '/')).status).toBe(200);
        expect(await kept('/')).toBe(false);
      });
    });

    describe('what is forged', () => {
      test.each(['BAN', 'PURGE', 'URIBAN'])('a visitor’s %s is refused, and reaches nobody', async (method) => {
        const path = `/forged/${method}`;
        await varnish.ask(path);
        const { status } = await varnish.ask(path, { method, headers: { 'Cache-Tags': 'node:1' } });
        expect([status, backend.timesOf(path)]).toStrictEqual([405, 1]);
        expect((await varnish.ask(path)).headers['x-cache']).toBe('HIT');
      });

      test('the listener for purges shows no pages', async () => {
        expect(await varnish.purge('GET', '/node/1')).toMatchObject({ status: 200, body: 'Varnish is well\n' });
        expect((await varnish.purge('POST', '/node/1')).status).toBe(405);
        expect(backend.seen).toStrictEqual([]);
      });

      test.each([
        ['X-Forwarded-Host', 'evil.example.com'],
        ['X-Forwarded-Proto', 'http'],
        ['X-Forwarded-Port', '81'],
      ])('what Drupal was told by %s, another visitor does not get', async (name, value) => {
        const path = `/told/${name}`;
        await varnish.ask(path, { headers: { [name]: value } });
        expect((await varnish.ask(path)).headers['x-cache']).toBe('MISS');
      });

      test.each(['X-Original-URL', 'X-Rewrite-URL', 'Proxy'])('%s reaches nobody', async (name) => {
        await varnish.ask(`/drop/${name}`, { headers: { [name]: '/admin' } });
        expect(backend.last().headers[name.toLowerCase()]).toBeUndefined();
      });

      test('what the rules say to themselves, no visitor says to them', async () => {
        const headers = {
          'X-Way': 'HIT',
          'X-Away': 'silent',
          'X-Large': 'true',
          'X-Purge': 'x',
          'X-Ban': 'obj.status != 0',
        };
        const { first, ways } = await twice('/said', { headers });
        expect([first.status, ways]).toStrictEqual([200, ['MISS', 'HIT']]);
      });

      test('another spelling of the host is the same host', async () => {
        await varnish.ask('/spelt');
        const { headers } = await varnish.ask('/spelt', { headers: { Host: 'Shop.Example.com' } });
        expect(headers['x-cache']).toBe('HIT');
      });
    });

    test('Drupal is told who asks: what the edge said, and the edge', async () => {
      await varnish.ask('/who', { headers: { 'X-Forwarded-For': '198.51.100.1, 203.0.113.9' } });
      expect(backend.last().headers).toMatchObject({
        host: 'shop.example.com',
        'x-forwarded-for': '198.51.100.1, 203.0.113.9, 127.0.0.1',
        'x-forwarded-proto': 'https',
      });
    });

    describe('large files', () => {
      const size = 12 * 1024 * 1024;
      const file = Buffer.alloc(size, 'x');
      const large = { headers: { 'Content-Length': String(size) }, body: file };

      test('by their names go past, and a part of one stays a part', async () => {
        const path = '/sites/default/files/film.mp4?a';
        backend.answers[path] = ({ headers: { range } }) =>
          range === 'bytes=5-9'
            ? { status: 206, headers: { 'Content-Range': `bytes 5-9/${size}` }, body: 'xxxxx' }
            : large;
        const part = await varnish.ask(path, { headers: { Range: 'bytes=5-9' } });
        expect([part.status, part.body, part.headers['x-cache']]).toStrictEqual([206, 'xxxxx', undefined]);
        expect(backend.last().headers['x-forwarded-for']).toBe('203.0.113.7, 127.0.0.1');
        expect((await varnish.ask(path)).body).toHaveLength(size);
        expect(backend.timesOf(path)).toBe(2);
        const mine = await varnish.ask(path, { headers: { Range: 'bytes=5-9', Cookie: 'SESSab=1' } });
        expect([mine.status, mine.headers['x-cache'], backend.last().headers.cookie]).toStrictEqual([
          206,
          undefined,
          'SESSab=1',
        ]);
      });

      test('by their length, too, with or without a session', async () => {
        backend.answers['/system/files/report'] = large;
        for (const cookie of ['a=1', 'SESSab=1', 'a=1']) {
          const { status, body } = await varnish.ask('/system/files/report', { headers: { Cookie: cookie } });
          expect([status, body.length]).toStrictEqual([200, size]);
          expect(backend.last().headers).toMatchObject({ 'x-forwarded-for': '203.0.113.7, 127.0.0.1' });
          expect(backend.last().headers['x-large']).toBeUndefined();
        }
        expect((await varnish.ask('/after')).status).toBe(200);
      });

      test('as the answer to a form are made once', async () => {
        backend.answers['/export'] = large;
        const { body } = await varnish.ask('/export', { method: 'POST', body: 'all=1' });
        expect([body.length, backend.timesOf('/export')]).toStrictEqual([size, 1]);
      });
    });

    describe('while the web is away', () => {
      const SHORT = { headers: { 'Cache-Control': 'public, max-age=1', 'Cache-Tags': 'node:1' } };
      const later = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

      test('a page that has run out is shown, even long after; a new one as soon as there is one', async () => {
        const paths = ['/away/silent', '/away/500', '/away/503', '/away/504'];
        const old: Record<string, string> = {};
        for (const path of paths) {
          backend.answers[path] = SHORT;
          old[path] = (await varnish.ask(path)).body;
        }
        await later(12.5); // longer than what is shown meanwhile
        for (const status of [500, 503, 504]) backend.answers[`/away/${status}`] = { status };
        for (const status of [500, 503, 504]) {
          for (let times = 0; times < 2; times++) {
            const answer = await varnish.ask(`/away/${status}`);
            expect([answer.status, answer.body]).toStrictEqual([200, old[`/away/${status}`]]);
          }
        }
        await backend.close();
        const silent = await varnish.ask('/away/silent');
        expect([silent.status, silent.body, silent.headers['x-cache']]).toStrictEqual([
          200,
          old['/away/silent'],
          'HIT',
        ]);
        expect((await varnish.ask('/never-asked')).status).toBe(503);
        await backend.open();
        backend.answers = {};
        for (const path of paths) expect((await varnish.ask(path)).body).not.toBe(old[path]);
      }, 30_000);

      test('who comes in the moment in which a page is made anew gets the old one, and waits for nobody', async () => {
        backend.answers['/moment'] = SHORT;
        const { body } = await varnish.ask('/moment');
        await later(1.5);
        expect((await varnish.ask('/moment')).body).toBe(body);
        await later(0.5);
        expect((await varnish.ask('/moment')).body).not.toBe(body);
      });

      test('what was purged is not shown, though nothing takes its place', async () => {
        backend.answers['/purged'] = { headers: { 'Cache-Tags': 'node:9' } };
        await varnish.ask('/purged');
        await varnish.purge('BAN', '/', { 'Cache-Tags': 'node:9' });
        await backend.close();
        const { status } = await varnish.ask('/purged');
        await backend.open();
        expect(status).toBe(503);
      });

      test.each<[string, Question]>([
        ['who has not logged in', {}],
        ['who has', { headers: { Cookie: 'SESSab=1' } }],
        ['who sends a form', { method: 'POST', body: 'x' }],
      ])('%s gets a page that nobody keeps, where nothing can be shown', async (_who, question) => {
        await backend.close();
        const answer = await varnish.ask('/nothing', question);
        await backend.open();
        expect(answer).toMatchObject({
          status: 503,
          headers: {
            'retry-after': '30',
            'cache-control': 'no-store',
            'x-robots-tag': 'noindex',
            'content-type': 'text/html; charset=utf-8',
          },
          body: expect.stringContaining('<h1>Back soon</h1>'),
        });
        expect((await varnish.ask('/nothing', question)).status).toBe(200);
      });

      test('an error of Drupal’s own is shown as Drupal made it, and not kept', async () => {
        for (const status of [500, 503]) {
          const path = `/own/${status}`;
          backend.answers[path] = { status, body: 'Site under maintenance' };
          expect(await varnish.ask(path)).toMatchObject({ status, body: 'Site under maintenance' });
          const { headers } = backend.last();
          expect(headers).toMatchObject({ 'x-forwarded-for': '203.0.113.7, 127.0.0.1' });
          for (const name of ['x-way', 'x-away', 'x-answered']) expect(headers[name]).toBeUndefined();
          backend.answers = {};
          expect((await varnish.ask(path)).status).toBe(200);
        }
      });

      test('Varnish itself is well', async () => {
        await backend.close();
        const { status } = await varnish.purge('GET', '/');
        await backend.open();
        expect(status).toBe(200);
      });
    });

    test('a pod that is about to end sends its visitors on', async () => {
      const keepAlive = { headers: { Connection: 'keep-alive' } };
      expect((await varnish.ask('/ending', keepAlive)).headers.connection).toBe('keep-alive');
      varnish.write('ending');
      expect((await varnish.ask('/ending', keepAlive)).headers.connection).toBe('close');
    });
  });

  describe('of a site that brings a page', () => {
    start({ page: '<h1>Zurück um acht, "gleich"} {"!</h1>' });

    test('it is shown while the web is silent and while Drupal is in maintenance mode, and no other error is hidden', async () => {
      const page = Buffer.from('<h1>Zurück um acht, "gleich"} {"!</h1>').toString('latin1');
      for (const status of [503, 500]) backend.answers[`/${status}`] = { status, body: 'Drupal' };
      expect(await varnish.ask('/503')).toMatchObject({ status: 503, body: page, headers: { 'retry-after': '30' } });
      expect(await varnish.ask('/500')).toMatchObject({ status: 500, body: 'Drupal' });
      // Who has logged in may be who ends the maintenance.
      const editor = await varnish.ask('/503', { headers: { Cookie: 'SESSab=1' } });
      expect(editor.body).toBe('Drupal');
      await backend.close();
      const silent = await varnish.ask('/silent');
      await backend.open();
      expect(silent).toMatchObject({ status: 503, body: page });
    });
  });

  describe('of an environment whose web asks for a password', () => {
    start({}, { environments: { live: { hosts: ['shop.example.com'], access: Access.password() } } });

    test('nothing is kept, whoever asks', async () => {
      backend.answers['/'] = ({ headers: { authorization } }) =>
        authorization === undefined ? { status: 401 } : { body: `for ${authorization}` };
      const headers = { Authorization: 'Basic c2hvcDp4' };
      expect((await varnish.ask('/', { headers })).body).toBe('for Basic c2hvcDp4');
      expect((await varnish.ask('/')).status).toBe(401);
      expect((await twice('/core/a.css')).ways).toStrictEqual(['PASS', 'PASS']);
    });
  });

  describe.each([
    ['subroutines', 'sub vcl_recv { return (hash); }'],
    ['rules', { whole: 'sub vcl_recv { return (hash); }' }],
  ])('of such an environment, with %s of the site’s own that would keep everything', (_, own) => {
    start({ vcl: own }, { environments: { live: { hosts: ['shop.example.com'], access: Access.password() } } });

    test('nothing is kept all the same', async () => {
      await varnish.ask('/own', { headers: { Authorization: 'Basic x' } });
      await varnish.ask('/own');
      expect(backend.seen.filter(({ url }) => url === '/own')).toHaveLength(2);
    });
  });

  describe('with subroutines of the site’s own', () => {
    const own = `sub vcl_recv {
  if (req.url ~ "^/feed") {
    return (pass);
  }
}
sub vcl_deliver {
  set resp.http.X-Own = "yes";
}`;
    start({ vcl: own });

    test('they run first, and may end ours', async () => {
      expect((await twice('/feed')).ways).toStrictEqual(['PASS', 'PASS']);
      const { second, ways } = await twice('/');
      expect([second.headers['x-own'], ways]).toStrictEqual(['yes', ['MISS', 'HIT']]);
    });
  });

  describe('with rules of the site’s own', () => {
    start({ vcl: { whole: 'vcl 4.1;\nsub vcl_recv { unset req.http.Cookie; return (hash); }' } });

    test('no rule of ours is left but the listener for purges', async () => {
      backend.answers['/'] = { headers: { 'Cache-Tags': 'node:1' } };
      const first = await varnish.ask('/', { headers: { Cookie: 'SESSab=1' } });
      expect((await varnish.ask('/')).body).toBe(first.body);
      expect((await varnish.purge('BAN', '/', { 'Cache-Tags': 'node:1' })).status).toBe(200);
      expect((await varnish.ask('/')).body).not.toBe(first.body);
      expect((await varnish.ask('/', { method: 'PURGE' })).status).toBe(405);
    });
  });

  test('VCL of one’s own that does not compile ends varnishd, which says where', async () => {
    backend = new Backend();
    await expect(RunningVarnish.start(filesOf({ vcl: 'sub vcl_recv { set x = 1; }' }, 1))).rejects.toThrow(
      /own\.vcl['"]? Line 1/,
    );
  });
});
