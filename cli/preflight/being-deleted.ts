import { nameOf } from '../../lib/kubernetes/manifest';
import { claimNames } from '../apply/claim-names';
import type { SecretState } from '../apply/secrets';
import type { DeployContext } from '../context/deploy-context';
import { isGoing } from '../growth/growth';
import { itemsOf, type KubernetesObject } from '../kubectl/kubernetes-object';

/** What a deploy or a rollback works with, as the cluster has it. */
export interface Standing {
  /** The objects that the site needs. */
  readonly objects: readonly KubernetesObject[];
  /**
   * Those of them that would be applied.
   * @default - all
   */
  readonly applied?: readonly KubernetesObject[];
  /** Those of them that are there. */
  readonly live: readonly KubernetesObject[];
  readonly secrets: ReadonlyMap<string, SecretState>;
  /**
   * The claims behind them, as `claimsOf` reads them.
   * @default - they are read
   */
  readonly claims?: readonly KubernetesObject[];
}

const HOW_TO = 'docs/everyday.md, "A claim that is being deleted"';

/**
 * Everything that the site needs and that is being deleted: it goes as soon as nothing holds it any more, which may be in the
 * middle of a deploy. A claim is held by the pod that uses it, and a deploy restarts pods.
 */
export async function endingProblems(context: DeployContext, standing: Standing): Promise<string[]> {
  const claims = standing.claims ?? (await claimsOf(context, standing.objects));
  const volumes = await volumesOf(context, claims, standing.objects);
  const needed = new Set(context.dist.plan.secrets.map(({ name }) => name));
  const others = standing.live.filter(({ kind }) => !['Namespace', 'PersistentVolumeClaim', 'Job'].includes(kind));
  const behind = volumes.filter(({ metadata }) => !others.some((other) => other.metadata.uid === metadata.uid));
  return [
    ...claims.flatMap((claim) => claimProblem(claim, volumes)),
    ...behind.flatMap((volume) => volumeProblem(volume)),
    ...others.flatMap((object) => (object.kind === 'PersistentVolume' ? volumeProblem(object) : problemOf(object))),
    ...[...standing.secrets].flatMap(([name, state]) => (needed.has(name) ? secretProblem(name, state) : [])),
  ];
}

/** The claims that objects use, and those that were made otherwise, as far as they are there. */
export async function claimsOf(
  { kubectl, dist }: DeployContext,
  objects: readonly KubernetesObject[],
): Promise<KubernetesObject[]> {
  const names = new Set([...dist.plan.claims, ...claimNames(objects)]);
  return kubectl.getAll([...names].map((name) => `persistentvolumeclaim/${name}`));
}

/**
 * The volumes behind claims, and those of the manifests, which outlive a namespace: a right over the whole cluster, which not every
 * credential has.
 */
async function volumesOf(
  { kubectl, progress }: DeployContext,
  claims: readonly KubernetesObject[],
  objects: readonly KubernetesObject[],
) {
  const behind = claims.flatMap(({ spec }) => spec.volumeName ?? []);
  const own = objects.filter(({ kind }) => kind === 'PersistentVolume').map(({ metadata }) => metadata.name);
  const names = new Set([...behind, ...own]);
  if (names.size === 0) return [];
  const answer = await kubectl.run(['get', 'persistentvolume', ...names, '--ignore-not-found', '-o', 'json']);
  if (answer.status !== 0) {
    progress.note(`could not look at the volumes behind the claims: ${answer.stderr.trim().split('\n')[0]}`);
    return [];
  }
  return itemsOf(answer.stdout);
}

function claimProblem({ metadata, spec, status }: KubernetesObject, volumes: readonly KubernetesObject[]): string[] {
  const volume = volumes.find((one) => one.metadata.name === spec.volumeName);
  if (metadata.deletionTimestamp !== undefined) {
    const isKept = volume?.spec.persistentVolumeReclaimPolicy === 'Retain';
    const retain = `kubectl patch pv ${spec.volumeName} --patch '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'`;
    return [
      `PersistentVolumeClaim/${metadata.name} is being deleted since ${metadata.deletionTimestamp}, which cannot be undone: it goes when no pod uses it any more, ` +
        `and a deploy may restart the pod. Leave the pod alone and save the data now${isKept || !spec.volumeName ? '' : `: ${retain}, then`} as in ${HOW_TO}`,
    ];
  }
  if (status?.phase !== 'Lost') return [];
  return [
    `PersistentVolumeClaim/${metadata.name} has lost its volume ${spec.volumeName}, so no pod that needs it starts: bring the volume back, or restore the data into a new claim`,
  ];
}

function volumeProblem({ metadata, spec, status }: KubernetesObject): string[] {
  const claim = spec.claimRef?.name ?? 'nothing';
  if (metadata.deletionTimestamp === undefined) {
    if (status?.phase !== 'Released') return [];
    return [
      `PersistentVolume/${metadata.name} is held for a PersistentVolumeClaim/${claim} that was deleted, perhaps with its namespace, and no other claim gets it: ` +
        `let an administrator delete it, which leaves what is in the folder (kubectl delete persistentvolume ${metadata.name}), and run this again`,
    ];
  }
  const isKept = spec.persistentVolumeReclaimPolicy === 'Retain';
  return [
    `PersistentVolume/${metadata.name}, which PersistentVolumeClaim/${claim} uses, is being deleted since ${metadata.deletionTimestamp}, which cannot be undone: ` +
      `it goes with the claim${isKept ? '' : ', and its data with it'}. Dump the data now, and restore it into a new claim as in ${HOW_TO}`,
  ];
}

function secretProblem(name: string, { endingSince }: SecretState): string[] {
  if (endingSince === undefined) return [];
  return [
    `Secret/${name} is being deleted since ${endingSince}, and a finalizer holds it: keep its values (kubectl get secret ${name} -o yaml, into a file that nobody else reads), ` +
      'take the finalizer off, create the Secret again with the same values, and run this again',
  ];
}

function problemOf(object: KubernetesObject): string[] {
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  if (deletionTimestamp === undefined || (object.kind === 'StatefulSet' && isGoing(object))) return [];
  const name = nameOf(object);
  const held = finalizers.length > 0 ? `, held by ${finalizers.join(', ')}` : '';
  const data =
    object.kind === 'StatefulSet' && object.spec.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete'
      ? `; its claims ${claimNames([object]).join(', ')} go with it, so dump the data now`
      : '';
  return [
    `${name} is being deleted since ${deletionTimestamp}${held}${data}: wait until it has gone (kubectl wait --for=delete ${name.toLowerCase()}), and run this again`,
  ];
}
