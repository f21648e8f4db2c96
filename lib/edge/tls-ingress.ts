import { Construct } from 'constructs';
import { problemsOf } from '../formats/shape';
import type { Size } from '../kubernetes/quantity';
import { assertNone, type Problem } from '../problem';
import { closedBy } from '../site/access';
import { type Hosts, hostsOf } from '../site/hosts';
import { limitsOf } from '../site/limits';
import { UPLOAD_SIZE } from '../site/php';
import { accessProblems } from './access-problems';
import { certificateProblems } from './certificate-hosts';
import { controllerName, controllers } from './controllers';
import type { IngressController } from './controllers/controller';
import { HostsIngress } from './hosts-ingress';
import { type IngressEdgeProps, ingressSchema } from './ingress-props';
import { type LimitingEdge, limitProblems } from './limit-problems';
import { hostProblems, type RouteProps } from './route-props';
import { routingProblems } from './routing-problems';
import { CERTIFICATE } from './tls';

type Annotations = Readonly<Record<string, string>>;

export interface TlsIngressProps extends IngressEdgeProps, RouteProps {
  /**
   * Whether the other hosts redirect to the first one.
   * @default - where the controller can
   */
  readonly redirectToCanonical?: boolean;
  /**
   * The largest request that the site takes; only ingress-nginx has a limit of its own.
   * @default 128Mi
   */
  readonly uploadSize?: Size;
}

/** Leads host names to a Service, with TLS for each of them. The Ingress has the construct's id as its name. */
export class TlsIngress extends Construct {
  /** @throws InvalidInput if a property is wrong, or asks for what the controller cannot express */
  constructor(scope: Construct, id: string, props: TlsIngressProps) {
    super(scope, id);
    const {
      hosts: all,
      service,
      redirectToCanonical,
      uploadSize = UPLOAD_SIZE,
      routing = {},
      access,
      limits,
      ...edge
    } = props;
    assertNone(`TlsIngress ${id}`, [...problemsOf(ingressSchema, edge), ...hostProblems(all)]);
    const hosts = hostsOf(all);
    const { className, issuer, certificate = CERTIFICATE, annotations, visitorAddress } = edge;
    assertNone(`TlsIngress ${id}`, [
      ...redirectProblems(edge, hosts, redirectToCanonical),
      ...certificateProblems(issuer, hosts),
      ...routingProblems(edge, routing),
      ...accessProblems(controllers[controllerName(edge)], access),
      ...limitProblems(limitingController(edge), limits),
    ]);
    const controller: IngressController = controllers[controllerName(edge)];
    const closed = closedBy(access);
    const limited = limitsOf(limits);
    const toCanonical = redirectToCanonical ?? controller.canRedirect(hosts);
    const redirects = { route: { hosts, service, uploadSize }, className, certificate, toCanonical };
    new HostsIngress(this, id, {
      className,
      service,
      hosts: toCanonical ? [hosts.canonical] : hosts.all,
      annotations: {
        ...controller.annotations(redirects),
        ...(issuer === undefined ? {} : { 'cert-manager.io/cluster-issuer': issuer }),
        ...inOrder(controller.list, [
          limited && controller.limit?.(this, limited, visitorAddress), // a guess at the password counts, too
          closed && controller.close?.(this, closed, visitorAddress),
          routing.responseHeaders && controller.responseHeaders?.(this, routing.responseHeaders),
          { ...annotations, ...routing.annotations },
        ]),
      },
      tls: { hosts: hosts.all, certificate },
    });
    controller.addRedirects(this, redirects);
  }
}

/** What the controller of an Ingress can limit. */
export function limitingController(edge: IngressEdgeProps): LimitingEdge {
  const { title, limits }: IngressController = controllers[controllerName(edge)];
  return { name: title, limits, visitorAddress: edge.visitorAddress };
}

/** A redirect that the controller cannot express is refused: an annotation that nobody reads would say nothing. */
export function redirectProblems(edge: IngressEdgeProps, hosts: Hosts, asked: boolean | undefined): Problem[] {
  const controller = controllers[controllerName(edge)];
  if (asked !== true || hosts.aliases.length === 0 || controller.canRedirect(hosts)) return [];
  const able = Object.values(controllers).filter((other) => other.canRedirect(hosts));
  return [
    {
      path: 'redirectToCanonical',
      value: true,
      message: `cannot be done by the Ingress controller "${controller.name}" for these hosts`,
      allowed: `true with ${able.map(({ name }) => name).join(' or ')}, or with a Gateway`,
      fix: 'name the controller in Edge.ingress({ className }) or ({ controller }), or leave the property out: then all hosts are served',
    },
  ];
}

/** What is said later takes the place of what was said before; in the list of what is done one after the other, it comes after that. */
function inOrder(list: string | undefined, levels: readonly (Annotations | undefined)[]): Annotations {
  const all: Annotations = Object.assign({}, ...levels);
  if (list === undefined || all[list] === undefined) return all;
  return { ...all, [list]: levels.flatMap((level) => level?.[list] ?? []).join(',') };
}
