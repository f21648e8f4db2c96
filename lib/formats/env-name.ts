import * as v from 'valibot';
import { variableName } from './formats';
import { says } from './shape';

const SALT = /^(DRUPAL_)?HASH_SALT(_FILE)?$/;
const CONTRACT = /^(DRUPAL_(?!CONFIG_SYNC$)|MYSQL_|PGSQL_|REDIS_|MEMCACHED_|SOLR_|VARNISH_HOSTS$|DRUSH_OPTIONS_URI$)/;
const SECRET = new RegExp(
  [
    '(^|_)(PASSWORD|PASSWD|PASS|PWD|PASSPHRASE|SECRETS?|TOKENS?|CREDENTIALS?|JWT|HTPASSWD|DATABASE_URL|DB_URL|MYSQL_URL)(_|$)',
    '(^|_)(PRIVATE|API|ACCESS|SECRET|ENCRYPTION|SIGNING|SSH|GPG|PGP|DEPLOY)_?KEYS?(_|$)',
    '(^|_)(CONNECTION_STRING|BASIC_AUTH)$',
  ].join('|'),
);
/** What GitLab sets in a job: some of it opens things, none of it lasts. */
const OF_A_JOB = /^(CI_(JOB|BUILD)_(TOKEN|JWT)|CI_REPOSITORY_URL$|CI_REGISTRY_PASSWORD$|CI_DEPLOY_PASSWORD$)/;

/** Whether a variable holds a secret by its name. `apiKey` means what `API_KEY` means. */
export function looksSecret(name: string): boolean {
  if (CONTRACT.test(name) || SALT.test(name)) return false; // these are refused for another reason
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
  return SECRET.test(words) || OF_A_JOB.test(words);
}

/** The name of a variable of Drupal's containers that the environment contract does not set. */
export const envName = v.pipe(
  variableName,
  v.check(
    (name) => !SALT.test(name),
    says(
      'would make the hash salt a constant that everyone can read',
      'a secret',
      'take it out: one is generated; or set hashSalt: SecretSource.environment(...)',
    ),
  ),
  v.check(
    (name) => SALT.test(name) || !CONTRACT.test(name),
    says(
      'is set from the rest of the definition',
      'DRUPAL_CONFIG_SYNC, and names that do not begin with DRUPAL_, MYSQL_, PGSQL_, REDIS_, MEMCACHED_ or SOLR_',
      'set the property that it comes from',
    ),
  ),
);
