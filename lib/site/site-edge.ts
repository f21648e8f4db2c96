import type { Construct } from 'constructs';
import type { Problem } from '../problem';
import type { Hosts } from './hosts';
import type { SecretNeed } from './secret-source';

/** What the edge leads to a site: its hosts, and the Service that answers for them. */
export interface Route {
  /** The hosts, for all of which TLS is ended. */
  readonly hosts: Hosts;
  /**
   * Whether the other hosts redirect to the canonical one.
   * @default - where the edge can
   */
  readonly redirectToCanonical?: boolean;
  /** The Service, in the same namespace. */
  readonly service: { readonly name: string; readonly port: number };
}

/** How visitors reach a site: an Ingress controller or a Gateway. `Edge.ingress` and `Edge.gateway` make one. */
export interface SiteEdge {
  /** What is wrong with it, with paths that begin at its own properties. */
  problems(): Problem[];
  /** What a site asks for that this edge cannot express. */
  refusals(route: Pick<Route, 'hosts' | 'redirectToCanonical'>): Problem[];
  /** What it takes for granted about the cluster, as parts of a sentence. */
  assumptions(hosts: Hosts): string[];
  /**
   * The namespace of the pods that call the web, or those that it may be; where it is unknown, any caller may.
   * @default - any
   */
  readonly callers?: string | readonly string[];
  /**
   * Whether cert-manager makes certificates, and so runs pods in the namespace that answer ACME's HTTP-01 challenges.
   */
  readonly solvesChallenges: boolean;
  /** Secrets that must be there for TLS. */
  needs(): SecretNeed[];
  /** Adds the objects that lead the hosts to the Service, with TLS. */
  route(scope: Construct, route: Route): void;
}
