import type { SiteEdge } from './site-edge';

/** What belongs to a cluster and not to a site. */
export interface ClusterProps {
  /**
   * How visitors reach the sites: `Edge.ingress(...)` or `Edge.gateway(...)`.
   * @default - Ingress objects of the cluster's default class, with a certificate in the Secret `web-tls`
   */
  readonly edge?: SiteEdge;
  /**
   * The storage class of volumes.
   * @default - the cluster's default class; on DigitalOcean `do-block-storage-retain`, whose volumes outlive their claims
   */
  readonly storageClass?: string;
  /**
   * Ranges of addresses from which the edge forwards requests. Drupal believes their `X-Forwarded-*` headers and no others.
   * @default - the private ranges; on DigitalOcean `10.0.0.0/8`
   */
  readonly proxyAddresses?: readonly string[];
}

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/** A cluster, described once by whoever runs it and named by sites or environments. */
export class Cluster {
  /**
   * DigitalOcean Kubernetes.
   * @see https://docs.digitalocean.com/products/kubernetes/
   */
  static doks(props: ClusterProps = {}): Cluster {
    return new Cluster('doks', props, { storageClass: 'do-block-storage-retain', proxyAddresses: ['10.0.0.0/8'] });
  }

  /** Any cluster: nothing is assumed but Kubernetes 1.27. */
  static generic(props: ClusterProps = {}): Cluster {
    return new Cluster('generic', props, { proxyAddresses: PRIVATE });
  }

  readonly storageClass?: string;
  readonly proxyAddresses: readonly string[];

  private constructor(
    readonly kind: 'doks' | 'generic',
    readonly props: ClusterProps,
    defaults: { storageClass?: string; proxyAddresses: readonly string[] },
  ) {
    this.storageClass = props?.storageClass ?? defaults.storageClass;
    this.proxyAddresses = props?.proxyAddresses ?? defaults.proxyAddresses;
  }
}
