import type { Problem } from '../../problem';
import type { SiteRule } from './rule';

const SALT = /^(DRUPAL_)?HASH_SALT(_FILE)?$/;
const CONTRACT = /^(DRUPAL_|MYSQL_|REDIS_|MEMCACHED_|SOLR_|VARNISH_HOSTS$|SMTP_|DRUSH_OPTIONS_URI$)/;
const SECRET = /(^|_)(PASSWORD|PASSWD|PASS|SECRET|TOKEN)(_|$)|(PRIVATE|API|ACCESS|SECRET|ENCRYPTION)_KEY(_|$)/i;

/** Plain variables are neither secrets nor what the environment contract sets. */
const env: SiteRule = (site) => Object.keys(site.env ?? {}).flatMap(problemOf);

export default env;

function problemOf(name: string): Problem[] {
  const path = `env.${name}`;
  if (SALT.test(name)) {
    return [
      {
        path,
        message: 'would make the hash salt a constant that everyone can read',
        allowed: 'a secret',
        todo: 'take it out: one is generated; or set hashSalt: SecretSource.environment(...)',
      },
    ];
  }
  if (CONTRACT.test(name)) {
    return [
      {
        path,
        message: 'is set from the rest of the definition',
        allowed: 'names that do not begin with DRUPAL_, MYSQL_, REDIS_, MEMCACHED_, SOLR_ or SMTP_',
        todo: 'set the property that it comes from',
      },
    ];
  }
  if (SECRET.test(name)) {
    return [
      {
        path,
        message: 'looks like a secret, and env is plain text in dist',
        allowed: 'values that everyone may read',
        todo: `move it to secrets: { '${name.toLowerCase().replaceAll('_', '-')}': SecretSource.environment('${name}') }`,
      },
    ];
  }
  return [];
}
