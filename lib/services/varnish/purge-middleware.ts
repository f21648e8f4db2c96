/** Where Drupal finds what sends a purge to every pod. */
export const PURGE_FOLDER = '/etc/varnish-purge';

/** Drupal's HTTP client takes it in, and with it every module that purges by HTTP. */
const SERVICES = `services:
  cdk8s_drupal.every_varnish:
    class: Cdk8sDrupal\\EveryVarnish
    tags:
      - { name: http_client_middleware }
`;

/**
 * The modules know one host, and a purge that reached one pod of several would leave the others as they are. A pod that does
 * not answer makes the purge fail, so that the module's queue tries again; the others have it all the same, and twice is no harm.
 */
const MIDDLEWARE = `<?php

namespace Cdk8sDrupal;

use GuzzleHttp\\Exception\\ConnectException;
use GuzzleHttp\\Promise\\Create;
use GuzzleHttp\\Promise\\Utils;
use Psr\\Http\\Message\\RequestInterface;

/**
 * Sends what goes to the name of all Varnish pods to each of them.
 */
final class EveryVarnish {

  public function __invoke(): callable {
    return static fn (callable $handler): callable =>
      static function (RequestInterface $request, array $options) use ($handler) {
        $host = (string) getenv('VARNISH_HOST');
        if ($host === '' || strcasecmp($request->getUri()->getHost(), $host) !== 0) {
          return $handler($request, $options);
        }
        // Asked each time: pods come and go while a worker runs.
        $pods = self::addresses($host);
        if ($pods === []) {
          return Create::rejectionFor(new ConnectException("$host has no addresses: is there a pod of Varnish?", $request));
        }
        $answers = [];
        foreach ($pods as $pod) {
          $answers[] = $handler($request->withUri($request->getUri()->withHost($pod), TRUE), $options);
        }
        return Utils::settle($answers)->then(static function (array $settled) {
          $worst = NULL;
          foreach ($settled as $one) {
            if ($one['state'] === 'rejected') {
              return Create::rejectionFor($one['reason']);
            }
            if ($worst === NULL || $one['value']->getStatusCode() > $worst->getStatusCode()) {
              $worst = $one['value'];
            }
          }
          return $worst;
        });
      };
  }

  /**
   * @return string[]
   *   As they stand in a URL.
   */
  private static function addresses(string $host): array {
    $pods = gethostbynamel($host) ?: [];
    if ($pods === []) {
      foreach (@dns_get_record($host, DNS_AAAA) ?: [] as $record) {
        $pods[] = '[' . $record['ipv6'] . ']';
      }
    }
    return array_unique($pods);
  }

}
`;

/** The files, by name. */
export const PURGE_FILES = { 'purge.services.yml': SERVICES, 'EveryVarnish.php': MIDDLEWARE } as const;
