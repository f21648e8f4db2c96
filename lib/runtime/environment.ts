import { HASH_SALT, SECRET, secretFolder } from '../contract/secret-names';
import type { EnvValue } from '../site/backing-service';
import type { Hosts } from '../site/hosts';
import type { RuntimeProfile } from './profile';

/** The folder of the hash salt, and the file in it. */
export const HASH_SALT_FOLDER = secretFolder(SECRET.drupal);
const HASH_SALT_FILE = `${HASH_SALT_FOLDER}/${HASH_SALT}`;

/**
 * The environment contract: what settings.php reads. What the services add comes from their bindings.
 * @see docs/environment.md
 */
export function drupalEnvironment(from: {
  profile: RuntimeProfile;
  hosts: Hosts;
  environment: string;
  version: string;
  proxyAddresses: readonly string[];
}): Record<string, EnvValue> {
  const { profile, hosts, environment, version, proxyAddresses } = from;
  return {
    ...profile.env(hosts, environment),
    DRUPAL_ENVIRONMENT: environment,
    DRUPAL_HASH_SALT_FILE: HASH_SALT_FILE,
    DRUPAL_TRUSTED_HOSTS: hosts.all.join(','),
    DRUPAL_REVERSE_PROXY_ADDRESSES: proxyAddresses.join(','),
    DRUPAL_DEPLOYMENT_IDENTIFIER: version,
    DRUPAL_CONFIG_SYNC: profile.configSync,
    DRUPAL_PRIVATE_FILES: profile.privateFiles,
    DRUPAL_TWIG_CACHE: profile.twigCache,
    DRUSH_OPTIONS_URI: `https://${hosts.canonical}`,
  };
}
