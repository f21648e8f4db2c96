import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { HostsIngress } from '../hosts-ingress';
import { addDoor, addLimits, addMiddleware } from '../traefik-middlewares';
import type { IngressController, Redirects } from './controller';

const ROUTER = 'traefik.ingress.kubernetes.io/router';
const SECURE = { [`${ROUTER}.entrypoints`]: 'websecure', [`${ROUTER}.tls`]: 'true' };

/**
 * Traefik 3 with its usual entry points, `web` and `websecure`. Redirects are a Middleware, which the Ingress objects name.
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/
 */
export const traefik: IngressController = {
  name: 'traefik',
  title: 'Traefik',
  namespace: 'traefik',
  list: `${ROUTER}.middlewares`,
  canRedirect: () => true,
  annotations: () => SECURE,
  responseHeaders: (scope, headers) => {
    const name = `${scope.node.id}-headers`;
    addMiddleware(scope, 'Headers', name, { headers: { customResponseHeaders: { ...headers } } });
    return named(scope, [name]);
  },
  closes: ['password', 'addresses', 'noindex'],
  close: (scope, access, visitorAddress) => named(scope, addDoor(scope, access, visitorAddress)),
  limits: 'everybody',
  limit: (scope, limits, visitorAddress) => named(scope, addLimits(scope, limits, visitorAddress)),
  requests: (namespace, service, own) => {
    const readFrom = ['namespace', `~${own.join('|')}`] as const;
    const counted = `~${namespace}-${service}-[a-z0-9]+@kubernetes`;
    return {
      metric: 'traefik_service_requests_total',
      status: 'code',
      either: [
        [readFrom, ['service', counted]],
        [readFrom, ['exported_service', counted]], // by a ServiceMonitor: `service` is then the Service that was read
      ],
    };
  },
  addRedirects: (scope: Construct, { route, className, certificate, toCanonical }: Redirects) => {
    const { hosts, service } = route;
    const { id } = scope.node;
    const name = `${id}-redirect`;
    addMiddleware(
      scope,
      'Middleware',
      name,
      toCanonical
        ? {
            redirectRegex: {
              regex: '^https?://[^/]+/(.*)',
              replacement: `https://${hosts.canonical}/\${1}`,
              permanent: true,
            },
          }
        : { redirectScheme: { scheme: 'https', permanent: true } },
    );
    const middlewares = named(scope, [name]);
    new HostsIngress(scope, `${id}-redirect-http`, {
      className,
      service,
      hosts: hosts.all,
      annotations: { [`${ROUTER}.entrypoints`]: 'web', ...middlewares },
    });
    if (toCanonical && hosts.aliases.length > 0) {
      new HostsIngress(scope, `${id}-redirect-hosts`, {
        className,
        service,
        hosts: hosts.aliases,
        annotations: { ...SECURE, ...middlewares },
        tls: { hosts: hosts.aliases, certificate },
      });
    }
  },
};

/** Middlewares as the annotation names them. */
function named(scope: Construct, names: readonly string[]): Readonly<Record<string, string>> {
  const { namespace = 'default' } = Chart.of(scope);
  return { [`${ROUTER}.middlewares`]: names.map((name) => `${namespace}-${name}@kubernetescrd`).join(',') };
}
