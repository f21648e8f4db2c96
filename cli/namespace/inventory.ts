import { LABEL } from '../../lib/contract/labels';
import { PROGRAM } from '../../lib/contract/program';
import { isRecordName } from '../../lib/contract/records';
import type { Dist } from '../dist';
import type { Kubectl } from '../kubectl/kubectl';
import { KubectlError } from '../kubectl/kubectl-error';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import { saysOnly } from '../kubectl/says-only';

/** An object by what tells whose it is. No value of a Secret is asked for. */
export interface Item {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The Certificate that cert-manager keeps in this Secret. */
  readonly certificate?: string;
  /** The uids of those with which Kubernetes deletes it. */
  readonly owners: readonly string[];
}

/** What tells that a namespace is in use, and a deployer may list. */
const USUAL = [
  ...['pods', 'services', 'configmaps', 'secrets', 'persistentvolumeclaims'],
  ...['deployments.apps', 'statefulsets.apps', 'cronjobs.batch', 'jobs.batch', 'ingresses.networking.k8s.io'],
];

/** What Kubernetes makes by itself, and what an administrator sets up a namespace with. */
const SETTINGS = [
  ...['Event', 'Endpoints', 'EndpointSlice', 'PodMetrics', 'Role', 'RoleBinding', 'ResourceQuota', 'LimitRange'],
  ...['NetworkPolicy', 'CiliumNetworkPolicy', 'PolicyReport'],
];
/** ConfigMaps that Kubernetes, its distributions and meshes put into every namespace. */
const EVERYWHERE = [
  'kube-root-ca.crt',
  'openshift-service-ca.crt',
  'istio-ca-root-cert',
  'linkerd-identity-trust-roots',
];

const field = (path: string, name: string) => `{{with ${path}}}{{with index . "${name}"}}{{.}}{{end}}{{end}}`;
const TEMPLATE = [
  '{{range .items}}{{.kind}}\t{{.metadata.name}}\t{{.metadata.uid}}',
  ...[LABEL.instance, LABEL.partOf, LABEL.managedBy].map((label) => field('.metadata.labels', label)),
  field('.metadata.annotations', 'cert-manager.io/certificate-name'),
  '{{range .metadata.ownerReferences}}{{.uid}} {{end}}{{"\\n"}}{{end}}',
].join('\t');

/** Objects in a namespace that are no site's doing: of the usual kinds, which tell whether anybody is there. */
export async function strangers(kubectl: Kubectl, dist: Dist): Promise<string[]> {
  return strangersAmong(itemsIn(await kubectl.ok(['get', USUAL.join(','), '-o', `go-template=${TEMPLATE}`])), dist);
}

/** The same of all kinds that would be deleted with the namespace, those which the credential may list. */
export async function allStrangers(kubectl: Kubectl, dist: Dist): Promise<string[]> {
  const args = ['api-resources', '--namespaced', '--verbs=list,delete', '--output=name'];
  const kinds = (await kubectl.run(args)).stdout.split('\n').filter(Boolean);
  const answer = await kubectl.run([
    'get',
    (kinds.length > 0 ? kinds : USUAL).join(','),
    '-o',
    `go-template=${TEMPLATE}`,
  ]);
  if (answer.status !== 0 && !saysOnly(HARMLESS, answer.stderr)) throw new KubectlError('kubectl get', answer);
  return strangersAmong(itemsIn(answer.stdout), dist);
}

/**
 * What may not be listed was not made by this credential; a kind whose server is away cannot be asked for. Whatever else failed
 * leaves unknown who is there.
 */
const HARMLESS = /\(Forbidden\)|\(MethodNotAllowed\)|doesn't have a resource type/;

/** Those that are neither the site's, by their labels or by being named in its manifests, nor made by Kubernetes for these. */
export function strangersAmong(items: readonly Item[], dist: Dist): string[] {
  const ours = new Set(items.filter((item) => isOurs(item, dist)).map(({ uid }) => uid));
  const uids = new Set(items.map(({ uid }) => uid));
  for (let known = -1; known !== ours.size; ) {
    known = ours.size;
    for (const { uid, owners } of items) if (owners.some((owner) => ours.has(owner))) ours.add(uid);
  }
  return items
    .filter(({ kind, uid }) => !ours.has(uid) && !SETTINGS.includes(kind))
    .filter(({ owners }) => !owners.some((owner) => uids.has(owner))) // its owner is named
    .map(({ kind, name }) => `${kind}/${name}`)
    .sort();
}

function isOurs({ kind, name, labels, certificate }: Item, { namespace, site, plan }: Dist): boolean {
  if (bearsLabels(labels, namespace, site)) return true;
  if (kind === 'ConfigMap' && (isRecordName(name) || EVERYWHERE.includes(name))) return true;
  if (kind === 'Lease' && isRecordName(name)) return true;
  if (kind === 'ServiceAccount' && name === 'default') return true;
  if (kind === 'Secret' && (certificate !== undefined || plan.secrets.some((need) => need.name === name))) return true;
  return kind === 'PersistentVolumeClaim' && plan.claims.includes(name);
}

/** Whether an object carries the labels of a site's environment, and no other program's. */
export function isOfSite({ metadata }: KubernetesObject, { namespace, site }: Dist): boolean {
  return bearsLabels(metadata.labels ?? {}, namespace, site);
}

function bearsLabels(labels: Readonly<Record<string, string>>, namespace: string, site: string): boolean {
  return (
    labels[LABEL.instance] === namespace &&
    labels[LABEL.partOf] === site &&
    [undefined, PROGRAM].includes(labels[LABEL.managedBy])
  );
}

function itemsIn(text: string): Item[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [kind = '', name = '', uid = '', instance, site, manager, certificate, owners = ''] = line.split('\t');
      const labels = Object.entries({ [LABEL.instance]: instance, [LABEL.partOf]: site, [LABEL.managedBy]: manager });
      return {
        kind,
        name,
        uid,
        labels: Object.fromEntries(labels.filter((entry): entry is [string, string] => Boolean(entry[1]))),
        certificate: certificate || undefined,
        owners: owners.split(' ').filter(Boolean),
      };
    });
}
