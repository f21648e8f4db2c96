import * as v from 'valibot';
import { type Problem, under } from '../problem';
import { cidr, dnsName, list } from './formats';
import { object, problemsOf, says } from './shape';
import type { SiteEdge } from './site-edge';
import { trustedProxyProblems } from './trusted-proxies';

/** What belongs to a cluster and not to a site. */
export interface ClusterProps {
  /**
   * How visitors reach the sites: `Edge.ingress(...)` or `Edge.gateway(...)`.
   * @default - Ingress objects of the cluster's default class, with a certificate in the Secret `web-tls`
   */
  readonly edge?: SiteEdge;
  /**
   * The storage class of volumes.
   * @default - the cluster's default class; on DigitalOcean `do-block-storage-retain`, whose volumes outlive their claims,
   * and for review apps `do-block-storage`, whose volumes go with them
   */
  readonly storageClass?: string;
  /**
   * Ranges of addresses from which the edge forwards requests. Drupal believes their `X-Forwarded-*` headers and no others.
   * @default - the private ranges; on DigitalOcean `10.0.0.0/8`
   */
  readonly proxyAddresses?: readonly string[];
  /**
   * Ranges of addresses of DNS servers that are not pods of the namespace `kube-system`, such as NodeLocal DNSCache's
   * `169.254.20.10/32`.
   * @default - none
   */
  readonly dnsAddresses?: readonly string[];
}

const edge = v.custom<SiteEdge>(
  isEdge,
  says('is not an edge', 'Edge.ingress(...) or Edge.gateway(...)', 'call one of them'),
);

/** An edge may come from another copy of this package, so what counts is what it can do. */
function isEdge(value: unknown): value is SiteEdge {
  const needed: (keyof SiteEdge)[] = ['problems', 'refusals', 'assumptions', 'needs', 'route'];
  return (
    typeof value === 'object' &&
    value !== null &&
    needed.every((name) => typeof (value as SiteEdge)[name] === 'function')
  );
}

const SCHEMA = object({
  edge: v.optional(edge),
  storageClass: v.optional(dnsName),
  proxyAddresses: v.optional(list(cidr, 'ranges of addresses')),
  dnsAddresses: v.optional(list(cidr, 'ranges of addresses')),
});

/** What differs from cluster to cluster where its properties do not say. */
interface ClusterDefaults {
  readonly storageClass?: string;
  readonly reviewStorageClass?: string;
  readonly proxyAddresses: readonly string[];
}

const DOKS: ClusterDefaults = {
  storageClass: 'do-block-storage-retain',
  reviewStorageClass: 'do-block-storage',
  proxyAddresses: ['10.0.0.0/8'],
};

const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/** A cluster, described once by whoever runs it and named by sites or environments. */
export class Cluster {
  /**
   * DigitalOcean Kubernetes.
   * @see https://docs.digitalocean.com/products/kubernetes/
   */
  static doks(props: ClusterProps = {}): Cluster {
    return new Cluster('doks', props, DOKS);
  }

  /** Any cluster: nothing is assumed but Kubernetes 1.27. */
  static generic(props: ClusterProps = {}): Cluster {
    return new Cluster('generic', props, { proxyAddresses: PRIVATE });
  }

  /** The storage class of volumes; undefined where it is the cluster's default class. */
  readonly storageClass?: string;
  /** Ranges of addresses from which the edge forwards requests. */
  readonly proxyAddresses: readonly string[];

  /** What is wrong with its properties, with paths that begin at them. */
  problems(): Problem[] {
    const { proxyAddresses = [] } = this.props ?? {};
    const ranges = Array.isArray(proxyAddresses) ? proxyAddresses.filter((range) => v.is(cidr, range)) : [];
    return [...problemsOf(SCHEMA, this.props), ...under('proxyAddresses', trustedProxyProblems(ranges))];
  }

  /** The same cluster for a review app: where it has a class whose volumes are deleted with their claims, that one. */
  forReview(): Cluster {
    const { reviewStorageClass } = this.defaults;
    return reviewStorageClass === undefined
      ? this
      : new Cluster(this.kind, this.props, { ...this.defaults, storageClass: reviewStorageClass });
  }

  private constructor(
    readonly kind: 'doks' | 'generic',
    readonly props: ClusterProps,
    private readonly defaults: ClusterDefaults,
  ) {
    this.storageClass = props?.storageClass ?? defaults.storageClass;
    this.proxyAddresses = props?.proxyAddresses ?? defaults.proxyAddresses;
  }
}
