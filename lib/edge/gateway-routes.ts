import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { Certificate } from '../../imports/certificate-cert-manager.io';
import {
  HttpRoute,
  type HttpRouteSpecParentRefs,
  type HttpRouteSpecRules,
  type HttpRouteSpecRulesFilters,
  HttpRouteSpecRulesFiltersRequestRedirectScheme,
  HttpRouteSpecRulesFiltersType,
  HttpRouteSpecRulesMatchesPathType,
} from '../../imports/httproute-gateway.networking.k8s.io';
import { ReferenceGrantV1Beta1 } from '../../imports/referencegrant-gateway.networking.k8s.io';
import { problemsOf } from '../formats/shape';
import { assertNone } from '../problem';
import { closedBy } from '../site/access';
import { hostsOf } from '../site/hosts';
import { limitsOf } from '../site/limits';
import type { Routing } from '../site/routing';
import { accessProblems } from './access-problems';
import { edgeLabels } from './edge-labels';
import { type GatewayEdgeProps, gatewayDoor, gatewaySchema, limitingGateway } from './gateway-props';
import { limitProblems } from './limit-problems';
import { hostProblems, type RouteProps } from './route-props';
import { CERTIFICATE } from './tls';
import { addDoor, addLimits, TRAEFIK } from './traefik-middlewares';

export interface GatewayRoutesProps extends GatewayEdgeProps, RouteProps {
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
    const { hosts: all, service, redirectToCanonical = true, routing: _routing, access, limits, ...edge } = props;
    assertNone(`GatewayRoutes ${id}`, [...problemsOf(gatewaySchema, edge), ...hostProblems(all)]);
    assertNone(`GatewayRoutes ${id}`, [
      ...accessProblems({ name: edge.controller ?? 'generic', closes: gatewayDoor(edge.controller) }, access),
      ...limitProblems(limitingGateway(edge), limits),
    ]);
    const hosts = hostsOf(all);
    const { httpListener = 'http', httpsListener = 'https' } = edge;
    const served = redirectToCanonical ? [hosts.canonical] : hosts.all;
    this.addRoute(id, httpsListener, served, this.toService(), props.routing?.annotations);
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

  private addRoute(
    name: string,
    listener: string,
    hostnames: readonly string[],
    rule: HttpRouteSpecRules,
    annotations?: Routing['annotations'],
  ): void {
    const { gateway, namespace } = this.props;
    const parentRefs: HttpRouteSpecParentRefs[] = [{ name: gateway, namespace, sectionName: listener }];
    new HttpRoute(this, name, {
      metadata: { ...this.metadata(name), ...(annotations === undefined ? {} : { annotations }) },
      spec: { parentRefs, hostnames: [...hostnames], rules: [rule] },
    });
  }

  private toService(): HttpRouteSpecRules {
    const { service, requestTimeout = '300s' } = this.props;
    return {
      matches: [{ path: { type: HttpRouteSpecRulesMatchesPathType.PATH_PREFIX, value: '/' } }],
      ...this.filters(),
      backendRefs: [{ name: service.name, port: service.port }],
      timeouts: { request: requestTimeout },
    };
  }

  private filters(): Pick<HttpRouteSpecRules, 'filters'> {
    const filters = [...this.limits(), ...this.door(), ...this.setHeaders()];
    return filters.length > 0 ? { filters } : {};
  }

  private limits(): HttpRouteSpecRulesFilters[] {
    const limits = limitsOf(this.props.limits);
    return limits === undefined ? [] : addLimits(this, limits, this.props.visitorAddress).map(byMiddleware);
  }

  private door(): HttpRouteSpecRulesFilters[] {
    const closed = closedBy(this.props.access);
    if (closed === undefined || this.props.controller === undefined) return []; // the pods' affair
    return addDoor(this, closed, this.props.visitorAddress).map(byMiddleware);
  }

  private setHeaders(): HttpRouteSpecRulesFilters[] {
    const headers = Object.entries(this.props.routing?.responseHeaders ?? {});
    if (headers.length === 0) return [];
    const responseHeaderModifier = { set: headers.map(([name, value]) => ({ name, value })) };
    return [{ type: HttpRouteSpecRulesFiltersType.RESPONSE_HEADER_MODIFIER, responseHeaderModifier }];
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

function byMiddleware(name: string): HttpRouteSpecRulesFilters {
  return {
    type: HttpRouteSpecRulesFiltersType.EXTENSION_REF,
    extensionRef: { group: TRAEFIK, kind: 'Middleware', name },
  };
}

function redirectTo(hostname: string | undefined): HttpRouteSpecRules {
  const requestRedirect = { scheme: HttpRouteSpecRulesFiltersRequestRedirectScheme.HTTPS, hostname, statusCode: 301 };
  return { filters: [{ type: HttpRouteSpecRulesFiltersType.REQUEST_REDIRECT, requestRedirect }] };
}
