import * as v from 'valibot';
import { cidr, dnsName, list, text } from '../formats/formats';
import { object, problemsOf, says } from '../formats/shape';
import { trustedProxyProblems } from '../formats/trusted-proxies';
import { type Problem, under } from '../problem';
import type { PodPlacement } from './pod';
import { podPlacement } from './pod-schema';
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
   * Ranges of addresses of the cluster's pods. Where a service of a site stands between the edge and the web, Drupal believes
   * these, too, since it is such a pod that calls the web.
   * @default - what `proxyAddresses` is by default; a site with such a service asks for it where `proxyAddresses` is said
   */
  readonly podAddresses?: readonly string[];
  /**
   * Ranges of addresses of DNS servers that are not pods of the namespace `kube-system`, such as NodeLocal DNSCache's
   * `169.254.20.10/32`.
   * @default - none
   */
  readonly dnsAddresses?: readonly string[];
  /**
   * What the pods of all sites have, those of their services too: a toleration, a label of the platform, a node pool. What a site
   * says is added to it.
   * @default - nothing
   */
  readonly pod?: PodPlacement;
  /**
   * The version of Kubernetes that the cluster has, or a newer one: `1.31`. From `1.29` on, release, cron and commands may have
   * sidecars. `deploy` refuses a cluster that is older.
   * @default 1.27
   */
  readonly version?: KubernetesVersion;
}

/** A version of Kubernetes, by its minor number. */
export type KubernetesVersion = `1.${number}`;

const edge = v.custom<SiteEdge>(
  isEdge,
  says('is not an edge', 'Edge.ingress(...) or Edge.gateway(...)', 'call one of them'),
);

/** An edge may come from another copy of this package, so what counts is what it can do. */
function isEdge(value: unknown): value is SiteEdge {
  const needed: (keyof SiteEdge)[] = ['problems', 'refusals', 'canRedirect', 'assumptions', 'needs', 'route'];
  return (
    typeof value === 'object' &&
    value !== null &&
    needed.every((name) => typeof (value as SiteEdge)[name] === 'function')
  );
}

const OLDEST = 27;

const version = text(
  (written) => (minorOf(written) ?? 0) >= OLDEST,
  says(
    'is not a version of Kubernetes that is supported',
    `1.${OLDEST} or newer, without the patch number`,
    "write it in quotes, such as '1.31'",
  ),
);

function minorOf(written: string): number | undefined {
  const [, minor] = /^1\.([0-9]{2,3})$/.exec(written) ?? [];
  return minor === undefined ? undefined : Number(minor);
}

const SCHEMA = object({
  edge: v.optional(edge),
  storageClass: v.optional(dnsName),
  proxyAddresses: v.optional(list(cidr, 'ranges of addresses')),
  podAddresses: v.optional(list(cidr, 'ranges of addresses')),
  dnsAddresses: v.optional(list(cidr, 'ranges of addresses')),
  pod: v.optional(podPlacement),
  version: v.optional(version),
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

const CLUSTER = Symbol.for('cdk8s-drupal.cluster');

/** Whether a value is a cluster, of this copy of the package or another. */
export function isCluster(value: unknown): value is Cluster {
  return typeof value === 'object' && value !== null && CLUSTER in value;
}

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

  /** Whose word on a visitor's address Drupal takes where the web is called by a proxy that is a pod of the site. */
  get proxyAddressesWithPods(): readonly string[] {
    return [...new Set([...this.proxyAddresses, ...(this.props?.podAddresses ?? [])])];
  }

  /**
   * Whether the cluster has at least this minor version of Kubernetes.
   * @param minor the number after `1.`
   */
  isAtLeast(minor: number): boolean {
    return (minorOf(this.props?.version ?? '') ?? OLDEST) >= minor;
  }

  /** What is wrong with its properties, with paths that begin at them. */
  problems(): Problem[] {
    const { proxyAddresses = [], podAddresses = [] } = this.props ?? {};
    const sound = (ranges: unknown) => (Array.isArray(ranges) ? ranges.filter((range) => v.is(cidr, range)) : []);
    return [
      ...problemsOf(SCHEMA, this.props),
      ...under('proxyAddresses', trustedProxyProblems(sound(proxyAddresses))),
      ...under('podAddresses', believed(sound(podAddresses), sound(proxyAddresses))),
    ];
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
    Object.defineProperty(this, CLUSTER, { value: true });
    this.storageClass = props?.storageClass ?? defaults.storageClass;
    this.proxyAddresses = props?.proxyAddresses ?? defaults.proxyAddresses;
  }
}

/** What Drupal believes where a pod calls the web, besides what it believes anyway. */
function believed(pods: readonly string[], proxies: readonly string[]): Problem[] {
  return trustedProxyProblems(proxies).length > 0
    ? trustedProxyProblems(pods)
    : trustedProxyProblems([...proxies, ...pods]);
}
