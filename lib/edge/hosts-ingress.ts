import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Route } from '../site/site-edge';
import { edgeLabels } from './edge-labels';

export interface HostsIngressProps {
  readonly className?: string;
  readonly hosts: readonly string[];
  readonly service: Route['service'];
  readonly annotations?: Readonly<Record<string, string>>;
  /** The hosts for which it ends TLS, and the Secret of their certificate. */
  readonly tls?: { readonly hosts: readonly string[]; readonly certificate: string };
}

/** One Ingress that leads hosts to a Service; its name is the construct's id. */
export class HostsIngress extends Construct {
  constructor(scope: Construct, id: string, { className, hosts, service, annotations = {}, tls }: HostsIngressProps) {
    super(scope, id);
    const backend = { service: { name: service.name, port: { number: service.port } } };
    new k8s.KubeIngress(this, 'Ingress', {
      metadata: {
        name: id,
        labels: edgeLabels(this),
        ...(Object.keys(annotations).length > 0 ? { annotations: { ...annotations } } : {}),
      },
      spec: {
        ingressClassName: className,
        tls: tls === undefined ? undefined : [{ hosts: [...tls.hosts], secretName: tls.certificate }],
        rules: hosts.map((host) => ({ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } })),
      },
    });
  }
}
