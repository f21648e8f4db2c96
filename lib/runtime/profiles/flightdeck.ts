import type { RuntimeProfile } from '../profile';

/**
 * Flight Deck's images: Apache on port 80 as the image's own user, configured by Ansible when the container starts. They
 * keep every rule of `restricted`; what they give up beyond it is the read-only root (the start writes /etc) and a user id
 * above 10000. NET_BIND_SERVICE stays in the bounding set because httpd has it as a file capability: without it the kernel
 * refuses to start the program at all. Port 80 itself is opened by the sysctl.
 * @see https://github.com/ten7/flightdeck-web-8.1
 */
export const flightdeck: RuntimeProfile = {
  name: 'flightdeck',
  port: 80,
  identity: { user: 1000, group: 1000 },
  rights: { readOnlyRoot: false, capabilities: ['NET_BIND_SERVICE'] },
  unprivilegedPortStart: 0,
  docroot: '/var/www/html',
  privateFiles: '/var/www/private',
  twigCache: '/var/www/twig',
  configSync: '../config/sync',
  scratch: { '/tmp': '2Gi', '/var/www/twig': '256Mi' },
  env: (hosts, environment) => ({
    T7_SITE_ENVIRONMENT: environment,
    APACHE_SITE_NAME: hosts.canonical,
    ...(hosts.aliases.length > 0 ? { APACHE_SITE_ALIAS: hosts.aliases.join(' ') } : {}),
  }),
};
