import { hosts as hostNames } from '../formats/formats';
import { problemsOf } from '../formats/shape';
import { type Problem, under } from '../problem';
import type { Access } from '../site/access';
import type { Limits } from '../site/limits';
import type { Routing } from '../site/routing';
import type { Route } from '../site/site-edge';

/** What leads where, whatever leads there. */
export interface RouteProps {
  /** The host names; the first is the canonical one. */
  readonly hosts: readonly [string, ...string[]];
  /** The Service that answers for them. */
  readonly service: Route['service'];
  /**
   * Further annotations, and headers of responses.
   * @default - none
   */
  readonly routing?: Routing;
  /**
   * Who may come in: `Access.password({ secret })`, with a Secret that is there, or `Access.addresses([...])`.
   * @default - everybody
   */
  readonly access?: Access;
  /**
   * How much is taken from one address.
   * @default - as much as comes
   */
  readonly limits?: Limits;
}

/** A site's route, as the constructs of an edge take it. */
export function routeProps({ hosts, service, redirectToCanonical, routing, access, limits }: Route) {
  return { hosts: hosts.all, service, redirectToCanonical, routing, access, limits };
}

/** What is wrong with the hosts of a route. */
export function hostProblems(hosts: readonly string[]): Problem[] {
  return under('hosts', problemsOf(hostNames, hosts));
}
