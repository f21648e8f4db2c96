import type { Construct } from 'constructs';
import { problemsOf } from '../formats/shape';
import type { Problem } from '../problem';
import type { DoorPart } from '../site/access';
import type { Hosts } from '../site/hosts';
import type { ResolvedLimits } from '../site/limits';
import type { SecretNeed } from '../site/secret-source';
import type { AskedRoute, RequestFigures, Route, SiteEdge } from '../site/site-edge';
import { shutOut } from './access-problems';
import { assumedCallers, callersOf } from './callers';
import { certificateProblems } from './certificate-hosts';
import { controllerName, controllers } from './controllers';
import type { IngressController } from './controllers/controller';
import { type IngressEdgeProps, ingressSchema } from './ingress-props';
import { limitProblems } from './limit-problems';
import { routeProps } from './route-props';
import { routingProblems } from './routing-problems';
import { CERTIFICATE, existingCertificate } from './tls';
import { limitingController, redirectProblems, TlsIngress } from './tls-ingress';

/** Ingress objects, for whichever controller the cluster has. */
export class IngressEdge implements SiteEdge {
  readonly callers?: string | readonly string[];
  readonly solvesChallenges: boolean;
  readonly closes: readonly DoorPart[];
  readonly setsHeaders: boolean;
  readonly limitsRequests: boolean;

  constructor(private readonly props: IngressEdgeProps) {
    this.callers = callersOf(props?.controllerNamespace, this.controller?.namespace);
    this.solvesChallenges = props?.issuer !== undefined;
    this.closes = this.controller?.closes ?? [];
    this.limitsRequests = this.controller?.limit !== undefined;
    this.setsHeaders = this.controller?.responseHeaders !== undefined;
  }

  problems(): Problem[] {
    return problemsOf(ingressSchema, this.props);
  }

  refusals({ hosts, redirectToCanonical, routing, access, limits }: AskedRoute): Problem[] {
    return [
      ...redirectProblems(this.props, hosts, redirectToCanonical),
      ...certificateProblems(this.props.issuer, hosts),
      ...routingProblems(this.props, routing),
      ...(access !== undefined && this.closes.includes(access.by)
        ? shutOut({ ...this.props.annotations, ...routing?.annotations })
        : []),
      ...limitProblems(limitingController(this.props), limits),
    ];
  }

  requests(namespace: string, service: string): RequestFigures | undefined {
    return this.callers === undefined
      ? undefined
      : this.controller.requests?.(namespace, service, [this.callers].flat());
  }

  canRedirect(hosts: Hosts): boolean {
    return this.controller.canRedirect(hosts);
  }

  private get controller(): IngressController {
    return controllers[controllerName(this.props ?? {})];
  }

  assumptions(hosts: Hosts, limits?: ResolvedLimits): string[] {
    const { className, issuer, certificate } = this.props;
    return [
      ...(className === undefined ? ['the default ingress class'] : []),
      ...(issuer === undefined && certificate === undefined ? [`a certificate in the Secret ${CERTIFICATE}`] : []),
      ...(hosts.aliases.length > 0 && !this.canRedirect(hosts) ? ['no redirect between the hosts'] : []),
      ...(limits === undefined ? [] : (this.controller.assumedOfLimits ?? [])),
      ...assumedCallers(this.controller.title, this.callers),
    ];
  }

  needs(): SecretNeed[] {
    return this.solvesChallenges ? [] : [existingCertificate(this.props.certificate ?? CERTIFICATE)];
  }

  route(scope: Construct, route: Route): void {
    new TlsIngress(scope, route.name, { ...this.props, ...routeProps(route), uploadSize: route.uploadSize });
  }
}
