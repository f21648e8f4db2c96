import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { type ClosedAccess, loginSecret, NOINDEX } from '../site/access';
import type { ResolvedLimits } from '../site/limits';
import { edgeLabels } from './edge-labels';
import { forwardedDepth, type VisitorAddress } from './visitor-address';

/** Where Traefik's own kinds are. */
export const TRAEFIK = 'traefik.io';

/** What Traefik does with requests on their way, in the namespace of what names it. */
export function addMiddleware(scope: Construct, id: string, name: string, spec: object): void {
  new ApiObject(scope, id, {
    apiVersion: `${TRAEFIK}/v1alpha1`,
    kind: 'Middleware',
    metadata: { name, labels: edgeLabels(scope) },
    spec,
  });
}

/** Adds what closes an environment, and returns the names in the order in which they are passed: what is refused has the header, too. */
export function addDoor(scope: Construct, access: ClosedAccess, visitorAddress?: VisitorAddress): string[] {
  const { id } = scope.node;
  const names = { noindex: `${id}-noindex`, access: `${id}-access` };
  addMiddleware(scope, 'NoIndex', names.noindex, { headers: { customResponseHeaders: { ...NOINDEX } } });
  addMiddleware(scope, 'Access', names.access, doorSpec(access, visitorAddress));
  return [names.noindex, names.access];
}

function doorSpec(access: ClosedAccess, visitorAddress: VisitorAddress | undefined): object {
  if (access.by === 'addresses') {
    const depth = forwardedDepth(visitorAddress);
    return { ipAllowList: { sourceRange: [...access.ranges], ...(depth.depth && { ipStrategy: depth }) } };
  }
  // Drupal's module basic_auth would take the header for a login to Drupal.
  return { basicAuth: { secret: loginSecret(access), realm: 'closed', removeHeader: true } };
}

/** What a provider gives to one customer, who may take any address of it. Known to Traefik since 3.2. */
const CUSTOMER_IPV6 = 64;

/**
 * Adds what limits requests, and returns the names in the order in which they are passed. Without a criterion, one of the two would
 * count by host.
 */
export function addLimits(scope: Construct, limits: ResolvedLimits, visitorAddress?: VisitorAddress): string[] {
  const { id } = scope.node;
  const names = [`${id}-rate`, `${id}-concurrent`] as const;
  const sourceCriterion = { ipStrategy: { ...forwardedDepth(visitorAddress), ipv6Subnet: CUSTOMER_IPV6 } };
  const { requestsPerSecond: average, burst, concurrent: amount } = limits;
  addMiddleware(scope, 'Rate', names[0], { rateLimit: { average, burst, sourceCriterion } });
  addMiddleware(scope, 'Concurrent', names[1], { inFlightReq: { amount, sourceCriterion } });
  return [...names];
}
