import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { applicationLabels, labels } from '../kubernetes/labels';
import type { Peer } from '../site/backing-service';

export interface NetworkPoliciesProps {
  /** The name in the label `app.kubernetes.io/name` of the pods that may call out. */
  readonly application: string;
  /** The port on which they answer. */
  readonly port: number;
  /**
   * The namespace whose pods may call them, or those that it may be: the edge's.
   * @default - any caller
   */
  readonly callers?: string | readonly string[];
  /**
   * Whether cert-manager's solver pods, which answer ACME's HTTP-01 challenges, may be called too.
   * @default false
   */
  readonly solver?: boolean;
  /**
   * Ranges of addresses of DNS servers outside the namespace `kube-system`.
   * @default - none
   */
  readonly dnsAddresses?: readonly string[];
  /** What they may talk to besides the internet: the bindings' `connectsTo`. */
  readonly connectsTo: readonly Peer[];
}

/**
 * Addresses that are nobody's on the internet: private networks, and those at which clouds tell a machine its credentials,
 * which are link-local but for these: Alibaba's 100.100.100.200, Oracle's 192.0.0.192, Azure's 168.63.129.16 (in the middle
 * of the internet) and fd00:ec2::254, fd20:ce::254 and the like of Amazon and Google.
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/
 */
const NOT_INTERNET_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** The ranges that stand for IPv4 addresses in another guise, 6to4 and NAT64, are closed as a whole. */
const NOT_INTERNET_V6 = ['64:ff9b::/96', '64:ff9b:1::/48', '2002::/16', 'fc00::/7', 'fe80::/10', 'ff00::/8'];

/**
 * The ports on which edges' pods serve http and https: a load balancer's address is led to them within the cluster, so a site
 * that asks its own public host meets the pods, and not the internet. None of them is an edge's dashboard.
 */
const EDGE_PORTS = [80, 443, 8000, 8443, 10_080, 10_443];

/** @see https://cert-manager.io/docs/installation/best-practice/#network-policy */
const SOLVER = { 'acme.cert-manager.io/http01-solver': 'true' };

/**
 * Nothing may talk to anything, but for this: the edge to the web; Drupal's pods to the services that they are bound to,
 * to the cluster's DNS and to the internet. A service answers Drupal's pods and calls no one.
 */
export class NetworkPolicies extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkPoliciesProps,
  ) {
    super(scope, id);
    this.add('default-deny', {}, {});
    this.add(props.application, applicationLabels(this, props.application), {
      ingress: [{ from: this.callers(), ports: tcp([props.port]) }],
      egress: [this.dns(), this.internet(), ...this.ownHost(), ...props.connectsTo.map((peer) => this.egressTo(peer))],
    });
    if (props.solver) this.add('acme-solver', SOLVER, { ingress: [{ from: this.callers(), ports: tcp([8089]) }] });
    for (const [application, numbers] of portsByApplication(props.connectsTo)) {
      const from = [{ podSelector: { matchLabels: applicationLabels(this, props.application) } }];
      this.add(application, applicationLabels(this, application), {
        ingress: [{ from, ports: tcp(numbers) }],
      });
    }
  }

  /** A direction without rules is denied. An empty list would say the same, but the server drops it, and each apply would be a change. */
  private add(
    name: string,
    matchLabels: Record<string, string>,
    rules: Pick<k8s.NetworkPolicySpec, 'ingress' | 'egress'>,
  ): void {
    new k8s.KubeNetworkPolicy(this, name, {
      metadata: { name, labels: labels(this, { name: 'drupal', component: 'network-policy' }) },
      spec: {
        podSelector: Object.keys(matchLabels).length === 0 ? {} : { matchLabels },
        policyTypes: ['Ingress', 'Egress'],
        ...rules,
      },
    });
  }

  private callers(): k8s.NetworkPolicyPeer[] | undefined {
    const { callers } = this.props;
    return callers === undefined ? undefined : [callers].flat().map((name) => ({ namespaceSelector: named(name) }));
  }

  /** The edge, where it is known: of the namespaces that it may be in, only in its own, since kube-system has other servers. */
  private ownHost(): k8s.NetworkPolicyEgressRule[] {
    const { callers = [] } = this.props;
    const [edge] = [callers].flat();
    return edge === undefined ? [] : [{ to: [{ namespaceSelector: named(edge) }], ports: tcp(EDGE_PORTS) }];
  }

  private dns(): k8s.NetworkPolicyEgressRule {
    const both = ['UDP', 'TCP'].map((protocol) => ({ protocol, port: k8s.IntOrString.fromNumber(53) }));
    const others = (this.props.dnsAddresses ?? []).map((cidr) => ({ ipBlock: { cidr } }));
    return { to: [{ namespaceSelector: named('kube-system') }, ...others], ports: both };
  }

  private internet(): k8s.NetworkPolicyEgressRule {
    return {
      to: [
        { ipBlock: { cidr: '0.0.0.0/0', except: NOT_INTERNET_V4 } },
        { ipBlock: { cidr: '::/0', except: NOT_INTERNET_V6 } },
      ],
    };
  }

  private egressTo(peer: Peer): k8s.NetworkPolicyEgressRule {
    const to =
      peer.kind === 'pods'
        ? [{ podSelector: { matchLabels: applicationLabels(this, peer.application) } }]
        : peer.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
    return { to, ports: tcp(peer.ports) };
  }
}

function portsByApplication(peers: readonly Peer[]): Map<string, number[]> {
  const ports = new Map<string, number[]>();
  for (const peer of peers) {
    if (peer.kind === 'pods') ports.set(peer.application, [...(ports.get(peer.application) ?? []), ...peer.ports]);
  }
  return ports;
}

function named(namespace: string): k8s.LabelSelector {
  return { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
}

function tcp(numbers: readonly number[]): k8s.NetworkPolicyPort[] {
  return numbers.map((port) => ({ protocol: 'TCP', port: k8s.IntOrString.fromNumber(port) }));
}
