import { LABEL } from '../../lib/contract/labels';
import { isClusterScoped } from '../apply/cluster-scoped';
import type { DeployContext } from '../context/deploy-context';
import { FIELD_MANAGER } from '../kubectl/kubectl';
import { KubectlError } from '../kubectl/kubectl-error';
import { itemsOf, type KubernetesObject, type ManagedFields, streamOf } from '../kubectl/kubernetes-object';
import { saysOnly } from '../kubectl/says-only';
import { withFile } from '../kubectl/with-file';
import { DELIVERIES, deliveryBy } from './deliveries';
import { fieldOwnerOf } from './field-owner';
import { type FieldSet, only, touches, union, without } from './field-set';

/** The label by which an object says whose it is. Whoever has set it has written our manifests. */
const IDENTITY = ['f:metadata', 'f:labels', `f:${LABEL.instance}`];

/** What holds data, or cannot be changed: taking fields off it is refused by the server, or worse. */
const LEFT = ['Namespace', 'PersistentVolume', 'PersistentVolumeClaim', 'Job'];

/** Taken away, the number of pods would fall to one; an autoscaler or the manifests set it. */
const REPLICAS: FieldSet = { 'f:spec': { 'f:replicas': {} } };
const RESTARTED: FieldSet = {
  'f:spec': { 'f:template': { 'f:metadata': { 'f:annotations': { 'f:kubectl.kubernetes.io/restartedAt': {} } } } },
};

/** How often to try again when an object has changed meanwhile. */
const TRIES = 6;

/**
 * Makes the fields ours that others have set as part of our manifests, such as with `kubectl apply`, and what people have added to
 * objects of ours, such as with `kubectl set env`: an apply takes away only what is its own, so theirs would stay for ever. kubectl
 * itself goes from client-side to server-side apply in this way.
 * @see https://pkg.go.dev/k8s.io/client-go/util/csaupgrade
 */
export async function takeOver(context: DeployContext, objects: readonly KubernetesObject[]): Promise<void> {
  for (const object of await readOwned(context, objects)) await takeOne(context, object);
}

/** What may not be seen is not compared, and of kinds that the cluster does not know there are no objects. */
const EXPECTED = /\(Forbidden\)|no matches for kind|ensure CRDs are installed first/;

/** The objects of manifests as they are, with who owns which field. @throws KubectlError */
export async function readOwned(
  { kubectl }: Pick<DeployContext, 'kubectl'>,
  objects: readonly KubernetesObject[],
): Promise<KubernetesObject[]> {
  const own = objects.filter((object) => !isClusterScoped(object));
  if (own.length === 0) return [];
  const args = ['get', '--ignore-not-found', '-o', 'json', '--show-managed-fields', '-f', '-'];
  const answer = await kubectl.run(args, { input: streamOf(own) });
  if (answer.status !== 0 && !saysOnly(EXPECTED, answer.stderr)) throw new KubectlError('kubectl get', answer);
  return itemsOf(answer.stdout);
}

async function takeOne(context: DeployContext, object: KubernetesObject): Promise<void> {
  const { kubectl, takeOver: from = [] } = context;
  let live: KubernetesObject | undefined = object;
  for (let tries = TRIES; live !== undefined; tries -= 1) {
    const managedFields = takenOver(live, from);
    if (managedFields === undefined) return;
    const patch = [
      { op: 'replace', path: '/metadata/managedFields', value: managedFields },
      // Whoever has changed it meanwhile is not overwritten.
      { op: 'replace', path: '/metadata/resourceVersion', value: live.metadata.resourceVersion },
    ];
    const args = ['patch', resourceOf(live), '--type=json'];
    const answer = await withFile(JSON.stringify(patch), (file) => kubectl.run([...args, `--patch-file=${file}`]));
    if (answer.status === 0) return;
    if (tries <= 1 || !/the object has been modified|Conflict/.test(answer.stderr))
      throw new KubectlError(`kubectl patch ${resourceOf(live)}`, answer);
    [live] = await readOwned(context, [live]);
  }
}

/** The managed fields of an object after taking over; undefined if there is nothing to take. */
export function takenOver(object: KubernetesObject, from: readonly string[] = []): ManagedFields[] | undefined {
  const entries = object.metadata.managedFields ?? [];
  const isOwn = ({ manager, operation }: ManagedFields) => manager === FIELD_MANAGER && operation === 'Apply';
  let own: FieldSet = entries.find(isOwn)?.fieldsV1 ?? {};
  let isTaken = false;
  const others = entries
    .filter((entry) => !isOwn(entry))
    .flatMap((entry): ManagedFields[] => {
      const taken = absorbed(entry, object, from);
      if (taken === undefined) return [entry];
      isTaken = true;
      own = Object.keys(own).length === 0 ? taken : union(own, taken);
      const rest = without(entry.fieldsV1 ?? {}, taken);
      return rest === undefined ? [] : [{ ...entry, fieldsV1: rest }];
    });
  if (!isTaken) return undefined;
  const ours = entries.find(isOwn) ?? {
    manager: FIELD_MANAGER,
    operation: 'Apply',
    apiVersion: object.apiVersion,
    fieldsType: 'FieldsV1',
  };
  return [...others, { ...ours, fieldsV1: own }];
}

/** The fields of another manager that a deploy makes its own; undefined if there are none. */
export function absorbed(
  entry: ManagedFields,
  object: KubernetesObject,
  from: readonly string[],
): FieldSet | undefined {
  const { fieldsV1 = {}, apiVersion, subresource, operation, manager = '' } = entry;
  const owner = fieldOwnerOf(entry);
  if (owner === 'deploy' || subresource !== undefined || LEFT.includes(object.kind)) return undefined;
  if (apiVersion !== undefined && apiVersion !== object.apiVersion) return undefined; // its fields may have other names there
  if (object.kind === 'Secret' && operation !== 'Apply') return undefined; // generated values are nobody's to take away
  const wrote = touches(fieldsV1, IDENTITY);
  const letGo = DELIVERIES.filter((delivery) => from.includes(delivery.manager));
  const isLetGo = letGo.some(
    (delivery) =>
      deliveryBy(manager) === delivery ||
      delivery.marks.some((mark) =>
        ['f:labels', 'f:annotations'].some((map) => touches(fieldsV1, ['f:metadata', map, `f:${mark}`])),
      ),
  );
  if (isLetGo) return fieldsV1; // all of it, as any rest would have the next deploy refused
  if (wrote && owner !== 'delivery') return without(fieldsV1, REPLICAS);
  if (owner !== 'person' || object.kind === 'Secret') return undefined;
  const rest = without(fieldsV1, union(only(fieldsV1, ['f:metadata']) ?? REPLICAS, union(REPLICAS, RESTARTED)));
  return rest;
}

function resourceOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const [group, version] = apiVersion.split('/');
  return `${version === undefined ? kind : `${kind}.${version}.${group}`}/${metadata.name}`;
}
