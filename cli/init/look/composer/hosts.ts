import { asText, at, type Json, valuesOf } from '../folder';

/** Where everybody may read. */
const PUBLIC =
  /(^|\.)(packagist\.org|packages\.drupal\.org|git\.drupalcode\.org|asset-packagist\.org|wpackagist\.org)$/;

/**
 * The hosts of composer.json's repositories that may want a login, each once. Of single packages (type `package`) only those by ssh: the
 * others are mostly libraries that everybody may read.
 */
export function hostsOf({ repositories }: Json): string[] {
  const addresses = valuesOf(repositories).flatMap((repository) => {
    if (['path', 'artifact'].includes(String(at(repository, 'type')))) return [];
    const packages = [at(repository, 'package')].flat();
    const single = packages.flatMap((one) => ['dist', 'source'].map((key) => asText(at(one, key, 'url'))));
    return [asText(at(repository, 'url')), ...single.filter((address) => /^(ssh:|[^/:]+@)/.test(address ?? ''))];
  });
  const hosts = addresses.flatMap((address) => hostOf(address ?? '') ?? []);
  return [...new Set(hosts)].filter((host) => !PUBLIC.test(host));
}

/** The host of an address, as an address of the web, of ssh, or in ssh's short form. */
function hostOf(address: string): string | undefined {
  const [, host] = /^(?:[a-z+]+:\/\/)(?:[^@/]*@)?([^/:]+)/i.exec(address) ?? /^[^/@\s]+@([^/:]+):/.exec(address) ?? [];
  return host?.toLowerCase();
}
