import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { DRUPAL } from '../contract/labels';
import { applicationLabels, labels } from '../kubernetes/labels';
import type { Peer, PodPeer } from '../site/backing-service';
import type { HttpStop } from '../site/http-stop';

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
  /**
   * What stands between the edge and them: the first is called by the edge, each next by the one before, they by the last.
   * @default - nothing: the edge calls them
   */
  readonly proxies?: readonly HttpStop[];
  /** What they may talk to besides the internet: the bindings' `connectsTo`. */
  readonly connectsTo: readonly Peer[];
  /**
   * Other pods of the site that call out, and nobody calls.
   * @default - none
   */
  readonly others?: readonly Caller[];
}

/** Pods that call out. */
export interface Caller {
  /** The name in their label `app.kubernetes.io/name`. */
  readonly application: string;
  /** What they may talk to. */
  readonly connectsTo: readonly Peer[];
  /** The TCP ports of the internet that they may talk to. */
  readonly internet: readonly number[];
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

/** What pods may be asked, and whom they may ask. */
interface Rules {
  readonly labels: Record<string, string>;
  readonly ingress: k8s.NetworkPolicyIngressRule[];
  readonly egress: k8s.NetworkPolicyEgressRule[];
}

type RulesOf = (application: string, instance?: string) => Rules;

/**
 * Nothing may talk to anything, but for this: the edge to the web, or to the first of the proxies before it, and each of
 * those to the next; Drupal's pods to the services that they are bound to, to the cluster's DNS and to the internet. A service
 * answers Drupal's pods and calls no one. Pods that call out besides, such as backups, reach what they name.
 */
export class NetworkPolicies extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: NetworkPoliciesProps,
  ) {
    super(scope, id);
    const rules = new Map<string, Rules>();
    const of = (application: string, instance?: string) => {
      const matched = applicationLabels(this, application, instance);
      const known = rules.get(application) ?? { labels: matched, ingress: [], egress: [] };
      rules.set(application, known);
      return known;
    };
    const drupal = of(props.application);
    drupal.egress.push(
      this.dns(),
      this.internet(),
      ...this.ownHost(),
      ...props.connectsTo.map((peer) => egressTo(this, peer)),
    );
    for (const [peer, numbers] of portsByApplication(props.connectsTo))
      of(peer.application, peer.instance).ingress.push({ from: [pods(drupal.labels)], ports: tcp(numbers) });
    for (const other of props.others ?? []) this.addCaller(other, of);
    this.addWay(props.proxies ?? [], of);
    this.add('default-deny', {}, {});
    for (const [application, { labels: matched, ingress, egress }] of rules) {
      this.add(application, matched, {
        ...(ingress.length > 0 ? { ingress } : {}),
        ...(egress.length > 0 ? { egress } : {}),
      });
      if (application === props.application && props.solver)
        this.add('acme-solver', SOLVER, { ingress: [{ from: this.callers(), ports: tcp([8089]) }] });
    }
  }

  private addCaller({ application, connectsTo, internet }: Caller, of: RulesOf): void {
    const caller = of(application);
    const ports = internet.length === 0 ? [] : [{ ...this.internet(), ports: tcp(internet) }];
    caller.egress.push(this.dns(), ...ports, ...connectsTo.map((peer) => egressTo(this, peer)));
    for (const [peer, numbers] of portsByApplication(connectsTo))
      of(peer.application, peer.instance).ingress.push({ from: [pods(caller.labels)], ports: tcp(numbers) });
  }

  /** The way of a request: from the edge through all proxies to the web. */
  private addWay(proxies: readonly HttpStop[], of: (application: string) => Rules): void {
    const { application, port } = this.props;
    const stops = [
      ...proxies.map((stop) => ({ to: of(stop.application), port: stop.podPort ?? stop.port })),
      { to: of(application), port },
    ];
    stops.forEach(({ to, port: number }, index) => {
      const before = stops[index - 1];
      const ports = tcp([number]);
      to.ingress.push({ from: before === undefined ? this.callers() : [pods(before.to.labels)], ports });
      if (before === undefined) return;
      if (before.to.egress.length === 0) before.to.egress.push(this.dns());
      before.to.egress.push({ to: [pods(to.labels)], ports });
    });
  }

  /** A direction without rules is denied. An empty list would say the same, but the server drops it, and each apply would be a change. */
  private add(
    name: string,
    matchLabels: Record<string, string>,
    rules: Pick<k8s.NetworkPolicySpec, 'ingress' | 'egress'>,
  ): void {
    new k8s.KubeNetworkPolicy(this, name, {
      metadata: { name, labels: labels(this, { name: DRUPAL, component: 'network-policy' }) },
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
}

function egressTo(scope: Construct, peer: Peer): k8s.NetworkPolicyEgressRule {
  const to =
    peer.kind === 'pods'
      ? [pods(applicationLabels(scope, peer.application, peer.instance))]
      : peer.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
  return { to, ports: tcp(peer.ports) };
}

/** The pods that are called, each application once, with all ports. */
function portsByApplication(peers: readonly Peer[]): [PodPeer, number[]][] {
  const ports = new Map<string, [PodPeer, number[]]>();
  for (const peer of peers) {
    if (peer.kind !== 'pods') continue;
    const [first, known] = ports.get(peer.application) ?? [peer, []];
    ports.set(peer.application, [first, [...known, ...peer.ports]]);
  }
  return [...ports.values()];
}

function pods(matchLabels: Record<string, string>): k8s.NetworkPolicyPeer {
  return { podSelector: { matchLabels } };
}

function named(namespace: string): k8s.LabelSelector {
  return { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
}

function tcp(numbers: readonly number[]): k8s.NetworkPolicyPort[] {
  return numbers.map((port) => ({ protocol: 'TCP', port: k8s.IntOrString.fromNumber(port) }));
}
