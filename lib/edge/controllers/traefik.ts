import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { edgeLabels } from '../edge-labels';
import { HostsIngress } from '../hosts-ingress';
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
  canRedirect: () => true,
  annotations: () => SECURE,
  addRedirects: (scope: Construct, { route, className, certificate, toCanonical }: Redirects) => {
    const { hosts, service } = route;
    const { id } = scope.node;
    const name = `${id}-redirect`;
    new ApiObject(scope, 'Middleware', {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'Middleware',
      metadata: { name, labels: edgeLabels(scope) },
      spec: toCanonical
        ? {
            redirectRegex: {
              regex: '^https?://[^/]+/(.*)',
              replacement: `https://${hosts.canonical}/\${1}`,
              permanent: true,
            },
          }
        : { redirectScheme: { scheme: 'https', permanent: true } },
    });
    const middlewares = {
      [`${ROUTER}.middlewares`]: `${Chart.of(scope).namespace ?? 'default'}-${name}@kubernetescrd`,
    };
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
