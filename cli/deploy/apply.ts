import type { PhaseName } from '../dist';
import { type KubernetesObject, SERVER_SIDE } from '../kubectl/kubectl';
import { EXIT } from '../refusal';
import type { DeployContext } from './deploy-context';
import { Failure } from './failure';
import { isProtected } from './protected-kinds';

const KINDS = 'applyset.kubernetes.io/contains-group-kinds';

/** Applies a phase; what has changed is told. */
export async function applyPhase({ kubectl, dist, progress }: DeployContext, phase: PhaseName): Promise<void> {
  const file = dist.phases[phase];
  if (file === undefined) return;
  report(await kubectl.ok(['apply', ...SERVER_SIDE, '-f', file.path]), progress);
}

/** Applies a phase and deletes what has left it since the last time. */
export async function applyAndPrune(context: DeployContext, phase: 'services' | 'web'): Promise<void> {
  const file = context.dist.phases[phase];
  if (file !== undefined) await applySet(context, phase, ['-f', file.path]);
}

/** The same for objects that are in no file: those of an earlier release. */
export async function applyObjectsAndPrune(
  context: DeployContext,
  phase: 'web',
  objects: readonly KubernetesObject[],
): Promise<void> {
  await applySet(context, phase, ['-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
}

/**
 * kubectl remembers in a ConfigMap which kinds a set has, and deletes only objects of these that carry the set's label.
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#alternative-kubectl-apply-f-directory-prune
 */
async function applySet(
  { kubectl, progress }: DeployContext,
  phase: string,
  from: string[],
  input?: string,
): Promise<void> {
  const parent = `cdk8s-drupal-${phase}`;
  await refuseProtected(kubectl, parent);
  const args = ['apply', ...SERVER_SIDE, '--prune', `--applyset=configmaps/${parent}`, ...from];
  report(await kubectl.ok(args, { input, env: { KUBECTL_APPLYSET: 'true' } }), progress);
}

/** Whatever anyone has written into the set, it never reaches data. */
async function refuseProtected(kubectl: DeployContext['kubectl'], parent: string): Promise<void> {
  const kinds = (await kubectl.get('configmap', parent))?.metadata.annotations?.[KINDS] ?? '';
  const guarded = kinds.split(',').filter((kind) => isProtected(kind.split('.')[0] ?? ''));
  if (guarded.length === 0) return;
  throw new Failure(
    `the ApplySet ${parent} lists ${guarded.join(', ')}, which must never be pruned`,
    [`take them out of the annotation ${KINDS} of the ConfigMap ${parent}`],
    EXIT.failed,
  );
}

/** kubectl says what it did in a line per object; that nothing changed is not worth one. */
function report(stdout: string, progress: DeployContext['progress']): void {
  for (const line of stdout.split('\n')) {
    if (/ (pruned|created|deleted)$/.test(line)) progress.note(line);
  }
}
