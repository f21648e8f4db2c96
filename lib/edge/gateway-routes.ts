import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { Certificate } from '../../imports/certificate-cert-manager.io';
import {
  HttpRoute,
  type HttpRouteSpecParentRefs,
  type HttpRouteSpecRules,
  HttpRouteSpecRulesFiltersRequestRedirectScheme,
  HttpRouteSpecRulesFiltersType,
  HttpRouteSpecRulesMatchesPathType,
} from '../../imports/httproute-gateway.networking.k8s.io';
import { ReferenceGrantV1Beta1 } from '../../imports/referencegrant-gateway.networking.k8s.io';
import { assertNone, under } from '../problem';
import { hosts as hostNames } from '../site/formats';
import { hostsOf } from '../site/hosts';
import { problemsOf } from '../site/shape';
import type { Route } from '../site/site-edge';
import { edgeLabels } from './edge-labels';
import { type GatewayEdgeProps, gatewaySchema } from './gateway-props';
import { CERTIFICATE } from './tls';

export interface GatewayRoutesProps extends GatewayEdgeProps {
  /** The host names; the first is the canonical one. */
  readonly hosts: readonly [string, ...string[]];
  /** The Service that answers for them. */
  readonly service: Route['service'];
  /**
   * Whether the other hosts redirect to the first one.
   * @default true
   */
  readonly redirectToCanonical?: boolean;
}

/**
 * Leads host names to a Service through a shared Gateway: an HTTPRoute for the site, others for the redirects, and the
 * certificate with the leave for the Gateway to use it from its own namespace.
 * @see https://gateway-api.sigs.k8s.io/guides/http-redirect-rewrite/
 */
export class GatewayRoutes extends Construct {
  /** @throws InvalidInput if a property is wrong */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: GatewayRoutesProps,
  ) {
    super(scope, id);
    const { hosts: all, service, redirectToCanonical = true, ...edge } = props;
    assertNone(`GatewayRoutes ${id}`, [
      ...problemsOf(gatewaySchema, edge),
      ...under('hosts', problemsOf(hostNames, all)),
    ]);
    const hosts = hostsOf(all);
    const { httpListener = 'http', httpsListener = 'https' } = edge;
    this.addRoute(id, httpsListener, redirectToCanonical ? [hosts.canonical] : hosts.all, this.toService());
    this.addRoute(
      `${id}-redirect-http`,
      httpListener,
      hosts.all,
      redirectTo(redirectToCanonical ? hosts.canonical : undefined),
    );
    if (redirectToCanonical && hosts.aliases.length > 0)
      this.addRoute(`${id}-redirect-hosts`, httpsListener, hosts.aliases, redirectTo(hosts.canonical));
    if (edge.issuer !== undefined) this.addCertificate(edge.issuer, hosts.all);
  }

  private metadata(name: string): ApiObjectMetadata {
    return { name, labels: edgeLabels(this) };
  }

  private addRoute(name: string, listener: string, hostnames: readonly string[], rule: HttpRouteSpecRules): void {
    const { gateway, namespace } = this.props;
    const parentRefs: HttpRouteSpecParentRefs[] = [{ name: gateway, namespace, sectionName: listener }];
    new HttpRoute(this, name, {
      metadata: this.metadata(name),
      spec: { parentRefs, hostnames: [...hostnames], rules: [rule] },
    });
  }

  private toService(): HttpRouteSpecRules {
    const { service, requestTimeout = '300s' } = this.props;
    return {
      matches: [{ path: { type: HttpRouteSpecRulesMatchesPathType.PATH_PREFIX, value: '/' } }],
      backendRefs: [{ name: service.name, port: service.port }],
      timeouts: { request: requestTimeout },
    };
  }

  private addCertificate(issuer: string, dnsNames: readonly string[]): void {
    const { certificate = CERTIFICATE, namespace } = this.props;
    new Certificate(this, 'Certificate', {
      metadata: this.metadata(certificate),
      spec: { secretName: certificate, dnsNames: [...dnsNames], issuerRef: { kind: 'ClusterIssuer', name: issuer } },
    });
    new ReferenceGrantV1Beta1(this, 'ReferenceGrant', {
      metadata: this.metadata(certificate),
      spec: {
        from: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace }],
        to: [{ group: '', kind: 'Secret', name: certificate }],
      },
    });
  }
}

function redirectTo(hostname: string | undefined): HttpRouteSpecRules {
  const requestRedirect = { scheme: HttpRouteSpecRulesFiltersRequestRedirectScheme.HTTPS, hostname, statusCode: 301 };
  return { filters: [{ type: HttpRouteSpecRulesFiltersType.REQUEST_REDIRECT, requestRedirect }] };
}
