import { nameOf } from '../../lib/kubernetes/manifest';
import type { DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';
import type { KubernetesObject } from '../kubectl/kubernetes-object';
import type { Condition } from '../waiting/trouble';
import { waitUntil } from '../waiting/wait-until';
import { sizeOf } from './fitted';
import { capacityOf, order } from './growth';

/** How long a node may take for the file system of a volume that has grown, in milliseconds: it looks every minute or so. */
const FILE_SYSTEM = 3 * 60 * 1000;

/** The volume has grown, and its file system has not. */
const PENDING = 'FileSystemResizePending';

/**
 * Waits until claims, named `kind/name`, have got what they ask for, and tells what keeps them from it. A file system that no pod has mounted, or that
 * its driver makes larger only for a new pod, is not waited for.
 * @throws Failure if a volume does not grow
 */
export async function awaitGrowth(context: DeployContext, names: readonly string[]): Promise<void> {
  const { kubectl, progress } = context;
  const told = new Set<string>();
  let since: number | undefined;
  const outcome = await waitUntil<readonly KubernetesObject[]>(context, async () => {
    const open = (await kubectl.getAll(names)).filter(isBehind);
    for (const line of open.flatMap(conditionsOf).filter((one) => !told.has(one))) {
      told.add(line);
      progress.note(line);
    }
    since = open.every(isPending) ? (since ?? Date.now()) : undefined;
    if (since === undefined) return { open };
    const isEnough = open.length === 0 || Date.now() - since >= FILE_SYSTEM || !(await isMounted(context, open));
    return isEnough ? { end: open } : { open };
  });
  const left = 'end' in outcome ? outcome.end : outcome.open;
  if ('end' in outcome || left.every(isPending)) {
    for (const claim of left)
      progress.note(`${nameOf(claim)}: the file system grows to ${sizeOf(claim)} when a pod next starts with it`);
    return;
  }
  throw new Failure(
    `the volumes did not grow${outcome.isHopeless ? '' : ' in time'}; the servers and the web are as they were`,
    [
      ...left.map(behindText),
      ...new Set(outcome.troubles.map(({ text }) => text)),
      'when that is mended, run this again; a size that cannot be had is set back in the site file',
    ],
    EXIT.failed,
  );
}

/** Claims of a namespace that have not got what they ask for, as lines for people. */
export function behindLines(cluster: readonly KubernetesObject[]): string[] {
  return cluster.filter((object) => object.kind === 'PersistentVolumeClaim' && isBehind(object)).map(behindText);
}

function isBehind(claim: KubernetesObject): boolean {
  return claim.status?.phase === 'Bound' && order(sizeOf(claim), capacityOf(claim)) > 0;
}

function behindText(claim: KubernetesObject): string {
  const reasons = conditionsOf(claim).map((line) => line.slice(nameOf(claim).length));
  return `${nameOf(claim)} has ${capacityOf(claim)} of the ${sizeOf(claim)} that it asks for${reasons.join('')}`;
}

function conditionsOf(claim: KubernetesObject): string[] {
  const conditions: Condition[] = claim.status?.conditions ?? [];
  const states: string[] = Object.values(claim.status?.allocatedResourceStatuses ?? {});
  return [
    ...conditions
      .filter(({ status }) => status === 'True')
      .map(({ type, message }) => `${nameOf(claim)}: ${[type, message].filter(Boolean).join(': ')}`),
    ...states.filter((state) => state.endsWith('Infeasible')).map((state) => `${nameOf(claim)}: ${state}`),
  ];
}

function isPending({ status }: KubernetesObject): boolean {
  const conditions: Condition[] = status?.conditions ?? [];
  return conditions.some(({ type, status: is }) => type === PENDING && is === 'True');
}

/** Whether a pod runs with one of the claims: its node then makes the file system larger. */
async function isMounted({ kubectl }: DeployContext, claims: readonly KubernetesObject[]): Promise<boolean> {
  const names = new Set(claims.map(({ metadata }) => metadata.name));
  return (await kubectl.list('pods')).some(
    ({ spec, status }) =>
      status?.phase === 'Running' &&
      (spec.volumes ?? []).some((volume: { persistentVolumeClaim?: { claimName: string } }) =>
        names.has(volume.persistentVolumeClaim?.claimName ?? ''),
      ),
  );
}
