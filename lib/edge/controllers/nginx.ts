import { mebibytes } from '../../kubernetes/quantity';
import { type ClosedAccess, loginSecret } from '../../site/access';
import type { Hosts } from '../../site/hosts';
import type { ResolvedLimits } from '../../site/limits';
import type { IngressController } from './controller';

const ANNOTATION = 'nginx.ingress.kubernetes.io';

/**
 * ingress-nginx, which is no longer maintained but still found. It redirects to https by itself where there is TLS, and
 * between a host and the same with `www.`; its annotation for other redirects no longer takes a variable for the path. Its
 * limit of 1 MB for a request's body would stop every upload.
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
 */
export const nginx: IngressController = {
  name: 'nginx',
  title: 'ingress-nginx',
  namespace: 'ingress-nginx',
  canRedirect: ({ canonical, aliases }: Hosts) =>
    aliases.every((alias) => alias === `www.${canonical}` || canonical === `www.${alias}`),
  annotations: ({ route, toCanonical }) => ({
    [`${ANNOTATION}/proxy-body-size`]: `${mebibytes(route.uploadSize)}m`,
    [`${ANNOTATION}/proxy-read-timeout`]: '300',
    ...(toCanonical && route.hosts.aliases.length > 0 ? { [`${ANNOTATION}/from-to-www-redirect`]: 'true' } : {}),
  }),
  closes: ['password', 'addresses'], // a header of its own is a snippet
  close: (_scope, access) => closing(access),
  limits: 'all but some',
  limit: (_scope, limits) => limiting(limits),
  assumedOfLimits: [
    'limit-req-status-code and limit-conn-status-code: 429 in the ConfigMap of ingress-nginx, which answers 503 else',
  ],
  // Scraped as others are, the label of the Ingress's namespace gives way to that of the controller's.
  requests: (namespace, _service, own) => ({
    metric: 'nginx_ingress_controller_requests',
    status: 'status',
    either: [
      [
        ['namespace', `~${own.join('|')}`],
        ['exported_namespace', namespace],
      ],
      [['namespace', namespace]], // with honorLabels
    ],
  }),
  addRedirects: () => undefined,
};

function closing(access: ClosedAccess): Readonly<Record<string, string>> {
  if (access.by === 'addresses') return { [`${ANNOTATION}/whitelist-source-range`]: access.ranges.join(',') };
  return {
    [`${ANNOTATION}/auth-type`]: 'basic',
    [`${ANNOTATION}/auth-secret`]: loginSecret(access),
    [`${ANNOTATION}/auth-realm`]: 'closed',
  };
}

/** Its burst is a multiple of the rate; the visitor's address and the status are matters of its ConfigMap. */
function limiting({ requestsPerSecond, burst, concurrent, exempt }: ResolvedLimits): Readonly<Record<string, string>> {
  return {
    [`${ANNOTATION}/limit-rps`]: String(requestsPerSecond),
    [`${ANNOTATION}/limit-burst-multiplier`]: String(Math.ceil(burst / requestsPerSecond)),
    [`${ANNOTATION}/limit-connections`]: String(concurrent),
    ...(exempt.length > 0 ? { [`${ANNOTATION}/limit-whitelist`]: exempt.join(',') } : {}),
  };
}
