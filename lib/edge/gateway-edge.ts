import type { Construct } from 'constructs';
import type { Problem } from '../problem';
import type { SecretNeed } from '../site/secret-source';
import { problemsOf } from '../site/shape';
import type { Route, SiteEdge } from '../site/site-edge';
import { assumedCallers } from './callers';
import { type GatewayEdgeProps, gatewaySchema } from './gateway-props';
import { GatewayRoutes } from './gateway-routes';

/** @see https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec */
const MOST_HOSTS = 16;

/** HTTPRoutes on a Gateway that the cluster's sites share. */
export class GatewayEdge implements SiteEdge {
  readonly callers?: string;
  readonly solvesChallenges: boolean;

  constructor(private readonly props: GatewayEdgeProps) {
    this.callers = props?.controllerNamespace;
    this.solvesChallenges = props?.issuer !== undefined;
  }

  problems(): Problem[] {
    return problemsOf(gatewaySchema, this.props);
  }

  /** The Gateway API expresses all that a site can ask for, but for the number of its hosts. */
  refusals({ hosts }: Pick<Route, 'hosts' | 'redirectToCanonical'>): Problem[] {
    if (hosts.all.length <= MOST_HOSTS) return [];
    return [
      {
        path: 'hosts',
        message: `are ${hosts.all.length}, more than an HTTPRoute takes`,
        allowed: `${MOST_HOSTS} hosts`,
        todo: 'divide them between two sites, or use Edge.ingress',
      },
    ];
  }

  assumptions(): string[] {
    return [
      ...(this.props.issuer === undefined ? [`a certificate on the Gateway ${this.props.gateway}`] : []),
      ...assumedCallers('the Gateway', this.callers),
    ];
  }

  /** Without an issuer the certificate is the Gateway's own. */
  needs(): SecretNeed[] {
    return [];
  }

  route(scope: Construct, { hosts, service, redirectToCanonical }: Route): void {
    new GatewayRoutes(scope, service.name, {
      ...this.props,
      hosts: [hosts.canonical, ...hosts.aliases],
      service,
      redirectToCanonical,
    });
  }
}
