import { Construct } from 'constructs';
import { assertNone, type Problem, under } from '../problem';
import { hosts as hostNames } from '../site/formats';
import { type Hosts, hostsOf } from '../site/hosts';
import { problemsOf } from '../site/shape';
import type { Route } from '../site/site-edge';
import { certificateProblems } from './certificate-hosts';
import { type ControllerName, controllerOf, controllers } from './controllers';
import { HostsIngress } from './hosts-ingress';
import { type IngressEdgeProps, ingressSchema } from './ingress-props';
import { CERTIFICATE } from './tls';

export interface TlsIngressProps extends IngressEdgeProps {
  /** The host names; the first is the canonical one. */
  readonly hosts: readonly [string, ...string[]];
  /** The Service that answers for them. */
  readonly service: Route['service'];
  /**
   * Whether the other hosts redirect to the first one.
   * @default - where the controller can
   */
  readonly redirectToCanonical?: boolean;
}

/** Leads host names to a Service, with TLS for each of them. The Ingress has the construct's id as its name. */
export class TlsIngress extends Construct {
  /** @throws InvalidInput if a property is wrong, or asks for what the controller cannot express */
  constructor(scope: Construct, id: string, props: TlsIngressProps) {
    super(scope, id);
    const { hosts: all, service, redirectToCanonical, ...edge } = props;
    assertNone(`TlsIngress ${id}`, [...problemsOf(ingressSchema, edge), ...under('hosts', problemsOf(hostNames, all))]);
    const hosts = hostsOf(all);
    const { className, issuer, certificate = CERTIFICATE, annotations } = edge;
    assertNone(`TlsIngress ${id}`, [
      ...redirectProblems(edge, hosts, redirectToCanonical),
      ...certificateProblems(issuer, hosts),
    ]);
    const controller = controllers[controllerName(edge)];
    const toCanonical = redirectToCanonical ?? controller.canRedirect(hosts);
    const redirects = { route: { hosts, service }, className, certificate, toCanonical };
    new HostsIngress(this, id, {
      className,
      service,
      hosts: toCanonical ? [hosts.canonical] : hosts.all,
      annotations: {
        ...controller.annotations(redirects),
        ...(issuer === undefined ? {} : { 'cert-manager.io/cluster-issuer': issuer }),
        ...annotations,
      },
      tls: { hosts: hosts.all, certificate },
    });
    controller.addRedirects(this, redirects);
  }
}

/** The controller that serves the Ingress: the one that is named, else the one that the class is named after. */
export function controllerName({
  controller,
  className,
}: Pick<IngressEdgeProps, 'controller' | 'className'>): ControllerName {
  return controller ?? controllerOf(className);
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
      message: `is more than the Ingress controller "${controller.name}" can do with these hosts`,
      allowed: `true with ${able.map(({ name }) => name).join(' or ')}, or with a Gateway`,
      todo: 'name the controller in Edge.ingress({ className }) or ({ controller }), or leave the property out: then all hosts are served',
    },
  ];
}
