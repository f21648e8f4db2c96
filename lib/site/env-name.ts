import * as v from 'valibot';
import { variableName } from './formats';
import { says } from './shape';

const SALT = /^(DRUPAL_)?HASH_SALT(_FILE)?$/;
const CONTRACT = /^(DRUPAL_(?!CONFIG_SYNC$)|MYSQL_|REDIS_|MEMCACHED_|SOLR_|VARNISH_HOSTS$|DRUSH_OPTIONS_URI$)/;
const SECRET = /(^|_)(PASSWORD|PASSWD|PASS|SECRET|TOKEN)(_|$)|(PRIVATE|API|ACCESS|SECRET|ENCRYPTION)_KEY(_|$)/i;

/** The name of a plain variable, which is neither a secret nor what the environment contract sets. */
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
      'DRUPAL_CONFIG_SYNC, and names that do not begin with DRUPAL_, MYSQL_, REDIS_, MEMCACHED_ or SOLR_',
      'set the property that it comes from',
    ),
  ),
  v.check(
    (name) => CONTRACT.test(name) || !SECRET.test(name),
    ({ input: name }) =>
      says(
        'looks like a secret, and env is plain text in dist',
        'values that everyone may read',
        `move it to secrets: { '${name.toLowerCase().replaceAll('_', '-')}': SecretSource.environment('${name}') }`,
      ),
  ),
);
