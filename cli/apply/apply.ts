import type { Phase } from '../../lib/contract/phases';
import { type PrunedPhase, setName } from '../../lib/contract/records';
import type { DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';
import { SERVER_SIDE } from '../kubectl/kubectl';
import { type KubernetesObject, streamOf } from '../kubectl/kubernetes-object';
import { toApply, unsettled } from './cluster-scoped';
import { pruningOf } from './pruning';

/** Applies a phase; what has changed is told. */
export async function applyPhase({ kubectl, dist, progress }: DeployContext, phase: Phase): Promise<void> {
  const objects = dist.phases[phase]?.objects ?? [];
  const changing = toApply(objects, await unsettled(kubectl, objects));
  if (changing.length === 0) return;
  report(await kubectl.ok(['apply', ...SERVER_SIDE, '-f', '-'], { input: streamOf(changing) }), progress);
}

/**
 * Applies the objects of a phase and deletes what has left it since the last time. kubectl remembers in a ConfigMap which
 * kinds a set has, and deletes only objects of these that carry the set's label.
 * @see https://kubernetes.io/docs/tasks/manage-kubernetes-objects/declarative-config/#alternative-kubectl-apply-f-directory-prune
 */
export async function applySet(
  { kubectl, progress }: DeployContext,
  phase: PrunedPhase,
  objects: readonly KubernetesObject[],
): Promise<void> {
  if (objects.length === 0) return;
  const parent = await kubectl.get('configmap', setName(phase));
  const { problems } = await pruningOf(kubectl, phase, parent, objects);
  if (problems.length > 0) throw new Failure(`the phase ${phase} cannot be pruned`, problems, EXIT.failed);
  const args = ['apply', ...SERVER_SIDE, '--prune', `--applyset=configmaps/${setName(phase)}`, '-f', '-'];
  report(await kubectl.ok(args, { input: streamOf(objects), env: { KUBECTL_APPLYSET: 'true' } }), progress);
}

/** kubectl says what it did in a line per object; that nothing changed is not worth one. */
function report(stdout: string, progress: DeployContext['progress']): void {
  for (const line of stdout.split('\n')) {
    if (/ (pruned|created|deleted)$/.test(line)) progress.note(line);
  }
}
