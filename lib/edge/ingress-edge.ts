import type { Construct } from 'constructs';
import type { Problem } from '../problem';
import type { Hosts } from '../site/hosts';
import type { SecretNeed } from '../site/secret-source';
import { problemsOf } from '../site/shape';
import type { Route, SiteEdge } from '../site/site-edge';
import { assumedCallers, callersOf } from './callers';
import { certificateProblems } from './certificate-hosts';
import { controllers } from './controllers';
import { type IngressEdgeProps, ingressSchema } from './ingress-props';
import { CERTIFICATE, existingCertificate } from './tls';
import { controllerName, redirectProblems, TlsIngress } from './tls-ingress';

/** Ingress objects, for whichever controller the cluster has. */
export class IngressEdge implements SiteEdge {
  readonly callers?: string | readonly string[];
  readonly solvesChallenges: boolean;

  constructor(private readonly props: IngressEdgeProps) {
    const known = controllers[controllerName(props ?? {})];
    this.callers = callersOf(props?.controllerNamespace, known?.namespace);
    this.solvesChallenges = props?.issuer !== undefined;
  }

  problems(): Problem[] {
    return problemsOf(ingressSchema, this.props);
  }

  refusals({ hosts, redirectToCanonical }: Pick<Route, 'hosts' | 'redirectToCanonical'>): Problem[] {
    return [
      ...redirectProblems(this.props, hosts, redirectToCanonical),
      ...certificateProblems(this.props.issuer, hosts),
    ];
  }

  assumptions(hosts: Hosts): string[] {
    const { className, issuer, certificate } = this.props;
    return [
      ...(className === undefined ? ['the default ingress class'] : []),
      ...(issuer === undefined && certificate === undefined ? [`a certificate in the Secret ${CERTIFICATE}`] : []),
      ...(hosts.aliases.length > 0 && !controllers[controllerName(this.props)].canRedirect(hosts)
        ? ['no redirect between the hosts']
        : []),
      ...assumedCallers(controllers[controllerName(this.props)].title, this.callers),
    ];
  }

  needs(): SecretNeed[] {
    return this.solvesChallenges ? [] : [existingCertificate(this.props.certificate ?? CERTIFICATE)];
  }

  route(scope: Construct, { hosts, service, redirectToCanonical }: Route): void {
    new TlsIngress(scope, service.name, {
      ...this.props,
      hosts: [hosts.canonical, ...hosts.aliases],
      service,
      redirectToCanonical,
    });
  }
}
