import type { DeployContext } from '../context/deploy-context';
import { allObjects } from '../dist';
import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** What is known of an edge whose namespace nobody has said. */
export interface Edge {
  /** The namespaces that synth takes it to be in, the only ones that may call the web. */
  readonly assumed: readonly string[];
  readonly className: string;
  /** The namespace of the Helm release that made the Ingress class; undefined where none did, or where nobody may look. */
  readonly release?: string;
  /** The web's network policy as it is; undefined on the first deploy. */
  readonly policy?: KubernetesObject;
}

const RELEASE = 'meta.helm.sh/release-namespace';

/** An edge that is elsewhere than synth takes it to be would be shut out, and a site that runs would be down. */
export async function strangeEdge(context: DeployContext): Promise<string[]> {
  const { kubectl, dist, progress } = context;
  const { assumedCallers: assumed } = dist.plan;
  const className = allObjects(dist).find(({ kind, spec }) => kind === 'Ingress' && spec.ingressClassName)?.spec
    .ingressClassName;
  if (assumed === undefined || className === undefined) return [];
  const get = async (...object: string[]): Promise<KubernetesObject | undefined> => {
    const { status, stdout } = await kubectl.run(['get', ...object, '--ignore-not-found', '-o', 'json']);
    return status === 0 && stdout.trim() !== '' ? JSON.parse(stdout) : undefined;
  };
  const where = ['--namespace', dist.namespace];
  const [policy, ingressClass] = await Promise.all([
    get('networkpolicy.networking.k8s.io', 'drupal', ...where),
    get('ingressclass', className),
  ]);
  const edge = { assumed, className, policy, release: ingressClass?.metadata.annotations?.[RELEASE] };
  const problems = edgeProblems(edge);
  if (problems.length === 0 && edge.release === undefined && policy === undefined)
    progress.note(`only pods of ${assumed.join(' and ')} may call the web: if "${className}" runs elsewhere, ${TODO}`);
  return problems;
}

const TODO = 'write its namespace as controllerNamespace in Edge.ingress';

/** Whether the edge is where it is taken to be, as far as that is known or matters yet. */
export function edgeProblems({ assumed, className, release, policy }: Edge): string[] {
  const only = `only ${assumed.join(' and ')} may call the web`;
  if (release !== undefined) {
    if (assumed.includes(release)) return [];
    return [
      `the Ingress class "${className}" is of a Helm release in the namespace ${release}, and ${only}: write controllerNamespace: '${release}' in Edge.ingress`,
    ];
  }
  if (policy === undefined || isWithin(policy, assumed)) return [];
  return [
    `${only} from this deploy on, and nothing tells where the controller of the Ingress class "${className}" runs: ${TODO}, so that a site that runs is not cut off`,
  ];
}

/** Whether a policy lets nobody in but some of these namespaces, and pods of the site's own: a proxy before the web. */
function isWithin({ spec }: KubernetesObject, namespaces: readonly string[]): boolean {
  const rules: Rule[] = spec.ingress ?? [];
  const isKnown = (peer: Peer) => isOwn(peer) || namespaces.includes(nameIn(peer));
  return rules.every(({ from = [] }) => from.length > 0 && from.every(isKnown));
}

/** Pods that a selector names: the site's other pods may not call the web. */
function isOwn({ podSelector, namespaceSelector, ipBlock }: Peer): boolean {
  const isNamed = Object.keys(podSelector?.matchLabels ?? {}).length > 0;
  return isNamed && namespaceSelector === undefined && ipBlock === undefined;
}

interface Rule {
  readonly from?: readonly Peer[];
}

interface Peer {
  readonly podSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly ipBlock?: object;
  readonly namespaceSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
}

function nameIn({ namespaceSelector }: Peer): string {
  return namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'] ?? '';
}
