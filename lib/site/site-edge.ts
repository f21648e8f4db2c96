import type { Construct } from 'constructs';
import type { Size } from '../kubernetes/quantity';
import type { Problem } from '../problem';
import type { ClosedAccess, DoorPart } from './access';
import type { Hosts } from './hosts';
import type { ResolvedLimits } from './limits';
import type { Routing } from './routing';
import type { SecretNeed } from './secret-source';

/** What the edge leads to a site: its hosts, and the Service that answers for them. */
export interface Route {
  /** The hosts, for all of which TLS is ended. */
  readonly hosts: Hosts;
  /** Whether the other hosts redirect to the canonical one. */
  readonly redirectToCanonical: boolean;
  /** The name of what leads there, which stays when another Service answers. */
  readonly name: string;
  /** The largest request that the site takes. */
  readonly uploadSize: Size;
  /** What is done with the site's requests and responses on their way. */
  readonly routing: Routing;
  /**
   * What the edge keeps the public out by.
   * @default - nothing: it is open, or the pods do it
   */
  readonly access?: ClosedAccess;
  /**
   * How much is taken from one address.
   * @default - as much as comes
   */
  readonly limits?: ResolvedLimits;
  /** The Service, in the same namespace. */
  readonly service: { readonly name: string; readonly port: number };
}

/** What a site asks of the edge, as its file says it. */
export interface AskedRoute
  extends Pick<Route, 'hosts'>,
    Partial<Pick<Route, 'redirectToCanonical' | 'routing' | 'access' | 'limits'>> {}

/** A counter of requests, as Prometheus has it. */
export interface RequestFigures {
  /** The metric. */
  readonly metric: string;
  /** The label that holds the status of the answer. */
  readonly status: string;
  /**
   * Labels and values by which a site's requests are found, one set or another; `~` begins a regular expression. Each set says by
   * `namespace` whose pods were read: anybody's pod can offer figures of this name.
   */
  readonly either: readonly (readonly (readonly [name: string, value: string])[])[];
}

/** How visitors reach a site: an Ingress controller or a Gateway. `Edge.ingress` and `Edge.gateway` make one. */
export interface SiteEdge {
  /** What is wrong with it, with paths that begin at its own properties. */
  problems(): Problem[];
  /** What a site asks for that this edge cannot express. */
  refusals(asked: AskedRoute): Problem[];
  /** Whether it can redirect the other hosts to the canonical one. */
  canRedirect(hosts: Hosts): boolean;
  /** What it takes for granted about the cluster, as parts of a sentence. */
  assumptions(hosts: Hosts, limits?: ResolvedLimits): string[];
  /**
   * The namespace of the pods that call the web, or those that it may be; where it is unknown, any caller may.
   * @default - any
   */
  readonly callers?: string | readonly string[];
  /**
   * Whether cert-manager makes certificates, and so runs pods in the namespace that answer ACME's HTTP-01 challenges.
   */
  readonly solvesChallenges: boolean;
  /**
   * What it can do to close an environment; what it cannot do is left to the pods, or refused.
   * @default - nothing
   */
  readonly closes?: readonly DoorPart[];
  /**
   * Whether it can set headers of responses; if not, the web's pods do, or it is refused.
   * @default false
   */
  readonly setsHeaders?: boolean;
  /**
   * Whether it can limit what it takes from one address; if not, a site that asks for limits is refused.
   * @default false
   */
  readonly limitsRequests?: boolean;
  /**
   * Of which metric the requests are that it has passed to a Service of a namespace.
   * @default - it counts none, or nobody knows how
   */
  requests?(namespace: string, service: string): RequestFigures | undefined;
  /** Secrets that must be there for TLS. */
  needs(): SecretNeed[];
  /** Adds the objects that lead the hosts to the Service, with TLS. */
  route(scope: Construct, route: Route): void;
}
