import { LABEL } from '../../lib/contract/labels';
import { nameOf } from '../../lib/kubernetes/manifest';
import { mebibytes } from '../../lib/kubernetes/quantity';
import { isRecord } from '../../lib/kubernetes/record';
import type { Kubectl } from '../kubectl/kubectl';
import { FIELD_MANAGER } from '../kubectl/kubectl';
import { KubectlError } from '../kubectl/kubectl-error';
import { itemsOf, type KubernetesObject } from '../kubectl/kubernetes-object';

/** What belongs to no namespace. To change it is a right over the whole cluster, which a deployer is not given. */
const CLUSTER_SCOPED = ['Namespace', 'PersistentVolume'];

/** An object outside the namespace that is not as the manifests say. */
export interface Unsettled {
  readonly object: KubernetesObject;
  readonly state: 'absent' | 'unreadable' | 'differing';
  /** Field by field, where it differs. */
  readonly differences: readonly string[];
}

export function isClusterScoped({ kind }: KubernetesObject): boolean {
  return CLUSTER_SCOPED.includes(kind);
}

/** The objects outside the namespace that are not as the manifests say. The others need no apply, and so no right to apply. */
export async function unsettled(kubectl: Kubectl, objects: readonly KubernetesObject[]): Promise<Unsettled[]> {
  const found = await Promise.all(objects.filter(isClusterScoped).map((object) => comparison(kubectl, object)));
  return found.flatMap((entry) => entry ?? []);
}

/** Without the objects outside the namespace that are as the manifests say. */
export function toApply(objects: readonly KubernetesObject[], open: readonly Unsettled[]): KubernetesObject[] {
  const names = new Set(open.map(({ object }) => nameOf(object)));
  return objects.filter((object) => !isClusterScoped(object) || names.has(nameOf(object)));
}

/** How an administrator applies exactly this object out of a file of manifests. */
export function administratorsCommand({ metadata }: KubernetesObject, path: string): string {
  const { [LABEL.name]: name, [LABEL.component]: component } = metadata.labels ?? {};
  const selector = `${LABEL.name}=${name},${LABEL.component}=${component}`;
  return `kubectl apply --server-side --force-conflicts --field-manager=${FIELD_MANAGER} -f ${path} --selector ${selector}`;
}

async function comparison(kubectl: Kubectl, object: KubernetesObject): Promise<Unsettled | undefined> {
  const { kind, metadata } = object;
  const answer = await kubectl.run([
    'get',
    `${kind.toLowerCase()}/${metadata.name}`,
    '--ignore-not-found',
    '-o',
    'json',
  ]);
  if (/\(Forbidden\)/.test(answer.stderr)) return { object, state: 'unreadable', differences: [] };
  if (answer.status !== 0) throw new KubectlError(`kubectl get ${kind} ${metadata.name}`, answer);
  const [live] = itemsOf(answer.stdout);
  if (live === undefined) return { object, state: 'absent', differences: [] };
  const differences = misfits(forDeploy(object), live);
  return differences.length === 0 ? undefined : { object, state: 'differing', differences };
}

/** Without the annotations that only a GitOps controller reads: a deploy needs none of them. */
export function forDeploy(object: KubernetesObject): KubernetesObject {
  const { annotations = {}, ...metadata } = object.metadata;
  const own = Object.entries(annotations).filter(([name]) => !/^[^/]*\.(argoproj\.io|fluxcd\.io)\//.test(name));
  return { ...object, metadata: { ...metadata, annotations: Object.fromEntries(own) } };
}

/** Where what is wanted is not what is there. What is there beyond that is no difference: servers and other people add to it. */
export function misfits(wanted: unknown, live: unknown, path = ''): string[] {
  if (isRecord(wanted) && isRecord(live))
    return Object.entries(wanted).flatMap(([key, value]) => misfits(value, live[key], `${path}${step(key, path)}`));
  if (Array.isArray(wanted) && Array.isArray(live) && wanted.length === live.length)
    return wanted.flatMap((value, index) => misfits(value, live[index], `${path}[${index}]`));
  if (wanted === live || isSameSize(wanted, live) || (live === undefined && isEmpty(wanted))) return [];
  return [
    `${path} is ${live === undefined ? 'not set' : JSON.stringify(live)}, and the manifests say ${JSON.stringify(wanted)}`,
  ];
}

/** The server drops what is empty. */
function isEmpty(value: unknown): boolean {
  return value === '' || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** The server writes 1Gi where a manifest says 1024Mi. */
function isSameSize(wanted: unknown, live: unknown): boolean {
  if (typeof wanted !== 'string' || typeof live !== 'string') return false;
  const size = mebibytes(wanted);
  return size !== undefined && size === mebibytes(live);
}

function step(key: string, path: string): string {
  if (!/^\w+$/.test(key)) return `["${key}"]`;
  return path === '' ? key : `.${key}`;
}
