import { inWeb } from './den';
import { ok } from './process';

/** Brings Drupal's HTTP client, from Debian's packages, into the web's pod: the stand-in site has none. */
export async function addGuzzle(): Promise<void> {
  const folders = ['GuzzleHttp', 'Psr', 'getallheaders', 'Symfony/Contracts/Deprecation'];
  const packed = await ok('sh', ['-c', `tar -C /usr/share/php -chz ${folders.join(' ')} | base64`]);
  await inWeb(packed, 'sh', '-c', 'mkdir -p /tmp/php && base64 -d | tar -C /tmp/php -xz');
}

/** As a purge module does: by the client that has taken in what the site brings, to the one host that settings.php names. */
const PURGE = `<?php
error_reporting(E_ALL & ~E_DEPRECATED);
set_include_path('/tmp/php');
require '/tmp/php/GuzzleHttp/autoload.php';
require getenv('VARNISH_PURGE_FOLDER') . '/EveryVarnish.php';
$stack = GuzzleHttp\\HandlerStack::create();
$stack->push((new Cdk8sDrupal\\EveryVarnish())(), 'every_varnish');
$client = new GuzzleHttp\\Client(['handler' => $stack]);
$url = 'http://' . getenv('VARNISH_HOST') . ':' . getenv('VARNISH_PORT') . '/';
echo $client->request('BAN', $url, ['headers' => ['Cache-Tags' => $argv[1]]])->getStatusCode();
`;

/** Throws away what has a tag; fails unless every pod of Varnish has. */
export async function purge(tag: string): Promise<void> {
  const status = await inWeb(PURGE, 'php', '--', tag);
  if (status !== '200') throw new Error(`the purge of ${tag} was answered ${status}`);
}
