import { limits as schema } from '../formats/limits-schema';
import { problemsOf } from '../formats/shape';
import { type Problem, under } from '../problem';
import type { Limits } from '../site/limits';
import type { VisitorAddress } from './visitor-address';

/** What an edge that can limit requests is known by. */
export interface LimitingEdge {
  readonly name: string;
  /** Whether it can limit at all, and whether it can make exceptions. */
  readonly limits: 'nothing' | 'everybody' | 'all but some';
  readonly visitorAddress?: VisitorAddress;
}

/** What is wrong with limits, for this edge. */
export function limitProblems(edge: LimitingEdge, limits: Limits | undefined): Problem[] {
  if (limits === undefined) return [];
  const shape = under('limits', problemsOf(schema, limits));
  if (shape.length > 0) return shape;
  if (edge.limits === 'nothing') return [unlimited(edge.name)];
  return [...unknownAddress(edge), ...exceptions(edge, limits.exempt ?? [])];
}

/** A limit that nobody keeps to would be none. */
function unlimited(name: string): Problem {
  return {
    path: 'limits',
    message: `cannot be enforced: how ${name} is configured for them is not known`,
    allowed: 'limits with Traefik or ingress-nginx, or a Gateway of Traefik',
    fix: "name the controller behind the class: Edge.ingress({ controller: 'traefik' }) or 'nginx', Edge.gateway({ controller: 'traefik' }); or leave limits to what stands before the edge",
  };
}

/** Counted by the address of a load balancer, all visitors together would be one. */
function unknownAddress({ visitorAddress }: LimitingEdge): Problem[] {
  if (visitorAddress !== undefined) return [];
  return [
    {
      path: 'limits',
      message:
        "count by address, and the edge does not say where it finds the visitor's: with the load balancer's in its place, all visitors would be stopped together",
      allowed: 'limits behind an edge with visitorAddress',
      fix: "follow docs/cluster.md#the-visitors-address, then say Edge.ingress({ visitorAddress: 'connection' }), or how many proxies stand before the edge",
    },
  ];
}

function exceptions({ name, limits }: LimitingEdge, exempt: readonly string[]): Problem[] {
  if (exempt.length === 0 || limits === 'all but some') return [];
  return [
    {
      path: 'limits.exempt',
      value: exempt.join(', '),
      message: `cannot be done by ${name}, whose limits know no exception`,
      allowed: 'exempt with ingress-nginx',
      fix: 'leave it out, and choose requestsPerSecond and burst by what the busiest of these addresses needs',
    },
  ];
}
