import { NOBODY_ON_THE_NODE } from '../../kubernetes/restricted';
import type { RuntimeProfile } from '../profile';

/**
 * The official images of PHP and Drupal, with Apache on port 8080. The code is read-only and readable by all, so any
 * numeric user serves; Apache's folders below /run are made by the image's own start script.
 * @see https://github.com/docker-library/php/blob/master/apache2-foreground
 */
export const official: RuntimeProfile = {
  name: 'official',
  port: 8080,
  identity: NOBODY_ON_THE_NODE,
  rights: {},
  docroot: '/var/www/html',
  privateFiles: '/var/www/private',
  twigCache: '/var/cache/drupal',
  configSync: '../config/sync',
  scratch: { '/tmp': '2Gi', '/run': '16Mi', '/var/cache/drupal': '256Mi' },
  apacheConfiguration: '/etc/apache2/conf-enabled/zz-access.conf', // Debian's Apache reads the folder's files by their names
  env: () => ({ HOME: '/tmp' }), // a user without a home would have drush write to /
};
