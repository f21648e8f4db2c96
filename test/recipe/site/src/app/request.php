<?php

namespace Symfony\Component\HttpFoundation;

/** What settings.php and the pages need of a request: who asks, how, and for which host. */
final class Request {
  const HEADER_X_FORWARDED_FOR = 0b000010;
  const HEADER_X_FORWARDED_HOST = 0b000100;
  const HEADER_X_FORWARDED_PROTO = 0b001000;
  const HEADER_X_FORWARDED_PORT = 0b010000;

  /** @param array $settings Drupal's settings for proxies and trusted hosts */
  public function __construct(private readonly array $settings, private readonly array $server) {}

  /** The nearest address that is no proxy of ours. */
  public function client(): string {
    $said = $this->forwarded('HTTP_X_FORWARDED_FOR', self::HEADER_X_FORWARDED_FOR);
    $hops = [...array_filter(array_map('trim', explode(',', $said))), $this->server['REMOTE_ADDR']];
    while (count($hops) > 1 && $this->isProxy(end($hops))) {
      array_pop($hops);
    }
    return end($hops);
  }

  public function scheme(): string {
    return $this->forwarded('HTTP_X_FORWARDED_PROTO', self::HEADER_X_FORWARDED_PROTO) ?: 'http';
  }

  public function host(): string {
    $host = $this->forwarded('HTTP_X_FORWARDED_HOST', self::HEADER_X_FORWARDED_HOST) ?: ($this->server['HTTP_HOST'] ?? '');
    return preg_replace('/:\d+$/', '', $host);
  }

  public function isTrustedHost(): bool {
    foreach ($this->settings['trusted_host_patterns'] ?? [] as $pattern) {
      if (preg_match("{{$pattern}}i", $this->host())) {
        return true;
      }
    }
    return false;
  }

  private function forwarded(string $header, int $flag): string {
    $isBelieved = ($this->settings['reverse_proxy_trusted_headers'] ?? 0) & $flag && $this->isProxy($this->server['REMOTE_ADDR']);
    return $isBelieved ? (string) ($this->server[$header] ?? '') : '';
  }

  private function isProxy(string $address): bool {
    foreach ($this->settings['reverse_proxy_addresses'] ?? [] as $range) {
      [$network, $bits] = [...explode('/', $range), 32];
      $mask = -1 << (32 - (int) $bits);
      if (ip2long($address) !== false && (ip2long($address) & $mask) === (ip2long($network) & $mask)) {
        return true;
      }
    }
    return false;
  }
}
