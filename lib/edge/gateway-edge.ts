import type { Construct } from 'constructs';
import { problemsOf } from '../formats/shape';
import type { Problem } from '../problem';
import type { DoorPart } from '../site/access';
import type { SecretNeed } from '../site/secret-source';
import type { AskedRoute, Route, SiteEdge } from '../site/site-edge';
import { assumedCallers } from './callers';
import { type GatewayEdgeProps, gatewayDoor, gatewaySchema, limitingGateway } from './gateway-props';
import { GatewayRoutes } from './gateway-routes';
import { limitProblems } from './limit-problems';
import { routeProps } from './route-props';

/** How many hosts and headers an HTTPRoute takes. @see https://gateway-api.sigs.k8s.io/reference/spec/#httproutespec */
const MOST = 16;

/** HTTPRoutes on a Gateway that the cluster's sites share. */
export class GatewayEdge implements SiteEdge {
  readonly callers?: string;
  readonly solvesChallenges: boolean;
  readonly closes: readonly DoorPart[];
  readonly setsHeaders = true;
  readonly limitsRequests: boolean;

  constructor(private readonly props: GatewayEdgeProps) {
    this.callers = props?.controllerNamespace;
    this.solvesChallenges = props?.issuer !== undefined;
    this.closes = gatewayDoor(props?.controller);
    this.limitsRequests = limitingGateway(props).limits !== 'nothing';
  }

  problems(): Problem[] {
    return problemsOf(gatewaySchema, this.props);
  }

  /** The Gateway API expresses all that a site can ask for, but for the number of its hosts and headers. */
  refusals({ hosts, routing, limits }: AskedRoute): Problem[] {
    const headers = Object.keys(routing?.responseHeaders ?? {}).length;
    return [
      ...tooMany('routing.responseHeaders', headers, 'headers', 'set the others in Drupal'),
      ...tooMany('hosts', hosts.all.length, 'hosts', 'divide them between two sites, or use Edge.ingress'),
      ...limitProblems(limitingGateway(this.props), limits),
    ];
  }

  canRedirect(): boolean {
    return true;
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

  route(scope: Construct, route: Route): void {
    new GatewayRoutes(scope, route.name, { ...this.props, ...routeProps(route) });
  }
}

function tooMany(path: string, number: number, what: string, fix: string): Problem[] {
  if (number <= MOST) return [];
  return [{ path, message: `are ${number}, more than an HTTPRoute takes`, allowed: `${MOST} ${what}`, fix }];
}
