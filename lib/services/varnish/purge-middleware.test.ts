import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PURGE_FILES } from './purge-middleware';

/** Debian's package of the client that is Drupal's, too. */
const GUZZLE = '/usr/share/php/GuzzleHttp/autoload.php';
const hasGuzzle = spawnSync('php', ['-r', `require '${GUZZLE}';`]).status === 0;
const withGuzzle = hasGuzzle ? describe : describe.skip;
const lacks = hasGuzzle ? '' : ' [skipped: there is no php-guzzlehttp-guzzle here; .ci/install-tools installs it]';

/** Asks as a module does, and tells what was asked for of whom. Names stand for addresses, as DNS has them in a cluster. */
const PROBE = `<?php
namespace Cdk8sDrupal {
  function gethostbynamel($host) { return json_decode(getenv('ADDRESSES')); }
  function dns_get_record($host, $type) {
    return array_map(fn ($address) => ['ipv6' => $address], json_decode(getenv('V6') ?: '[]'));
  }
}
namespace {
  error_reporting(E_ALL & ~E_DEPRECATED);
  require '${GUZZLE}';
  require __DIR__ . '/EveryVarnish.php';
  $seen = [];
  $handler = function ($request) use (&$seen) {
    $host = $request->getUri()->getHost();
    $seen[] = $request->getMethod() . ' ' . $request->getUri() . ' ' . $request->getHeaderLine('Host');
    $answer = json_decode(getenv('ANSWERS') ?: '{}', TRUE)[$host] ?? 200;
    return $answer === 'silent'
      ? \\GuzzleHttp\\Promise\\Create::rejectionFor(new \\GuzzleHttp\\Exception\\ConnectException("$host is silent", $request))
      : \\GuzzleHttp\\Promise\\Create::promiseFor(new \\GuzzleHttp\\Psr7\\Response($answer));
  };
  $stack = new \\GuzzleHttp\\HandlerStack($handler);
  $stack->push(\\GuzzleHttp\\Middleware::httpErrors(), 'http_errors');
  $stack->push((new \\Cdk8sDrupal\\EveryVarnish())(), 'every_varnish');
  $client = new \\GuzzleHttp\\Client(['handler' => $stack]);
  try {
    $status = $client->request('BAN', getenv('URL'), json_decode(getenv('OPTIONS') ?: '[]', TRUE))->getStatusCode();
  }
  catch (\\Exception $exception) {
    $status = get_class($exception) . ': ' . $exception->getMessage();
  }
  echo json_encode(['status' => $status, 'seen' => $seen]);
}`;

withGuzzle(`what sends a purge to every pod${lacks}`, () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'purge-'));
    for (const [name, text] of Object.entries(PURGE_FILES)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, 'probe.php'), PROBE);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const purge = (env: Record<string, string>): { status: unknown; seen: string[] } => {
    const { PATH = '' } = process.env;
    const { stdout, stderr } = spawnSync('php', [join(folder, 'probe.php')], {
      encoding: 'utf8',
      env: { PATH, VARNISH_HOST: 'varnish-pods', URL: 'http://varnish-pods:8081/', ...env },
    });
    try {
      return JSON.parse(stdout);
    } catch {
      throw new Error(stdout + stderr);
    }
  };
  const THREE = JSON.stringify(['10.0.0.1', '10.0.0.2', '10.0.0.3']);

  test('each pod is asked, under the name that was asked for', () => {
    const { status, seen } = purge({ ADDRESSES: THREE });
    expect(status).toBe(200);
    expect(seen).toStrictEqual(
      ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((pod) => `BAN http://${pod}:8081/ varnish-pods:8081`),
    );
  });

  test('a host that the module names stays', () => {
    const OPTIONS = JSON.stringify({ headers: { Host: 'www.example.com' } });
    expect(purge({ ADDRESSES: THREE, OPTIONS }).seen[2]).toBe('BAN http://10.0.0.3:8081/ www.example.com');
  });

  test.each([
    ['is silent', 'silent', /ConnectException: 10\.0\.0\.2 is silent/],
    ['refuses it', 400, /ClientException: .*400/],
    ['fails', 500, /ServerException: .*500/],
  ])('if one %s, the module learns that it failed, and the others were asked all the same', (_what, answer, error) => {
    const { status, seen } = purge({ ADDRESSES: THREE, ANSWERS: JSON.stringify({ '10.0.0.2': answer }) });
    expect(status).toMatch(error);
    expect(seen).toHaveLength(3);
  });

  test('where there is no pod, it fails', () => {
    expect(purge({ ADDRESSES: 'false' })).toMatchObject({ status: expect.stringContaining('no addresses'), seen: [] });
  });

  test('a cluster that has IPv6 alone', () => {
    expect(purge({ ADDRESSES: 'false', V6: '["fd00::1"]' }).seen).toStrictEqual([
      'BAN http://[fd00::1]:8081/ varnish-pods:8081',
    ]);
  });

  test('what goes elsewhere goes there once', () => {
    for (const URL of ['http://www.example.com/', 'http://varnish-pods.example.com/'])
      expect(purge({ ADDRESSES: THREE, URL }).seen).toStrictEqual([`BAN ${URL} ${new globalThis.URL(URL).host}`]);
    expect(purge({ ADDRESSES: THREE, VARNISH_HOST: '' }).seen).toHaveLength(1);
  });
});
