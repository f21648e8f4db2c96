import { appliedObjects } from '../apply/apply-sets';
import { toApply, type Unsettled } from '../apply/cluster-scoped';
import { declaredSecrets } from '../apply/declared-secrets';
import { type Difference, differences } from '../apply/differences';
import type { DeployContext } from '../context/deploy-context';
import { fitted } from '../growth/fitted';
import { type Kubectl, SERVER_SIDE } from '../kubectl/kubectl';
import { type Answer, KubectlError } from '../kubectl/kubectl-error';
import { itemsOf, type KubernetesObject, streamOf } from '../kubectl/kubernetes-object';
import { complaintsOf, immutableFields, isWarning } from './immutable-fields';
import { withLikelyField } from './likely-field';
import { unknownKind } from './unknown-kind';

/** What the server says of all objects without keeping them. */
export interface DryRun {
  readonly problems: readonly string[];
  /** What would be created and changed. */
  readonly differences: readonly Difference[];
  /** The objects as they are, those that are there. */
  readonly live: readonly KubernetesObject[];
  /** The objects as they would be. */
  readonly tried: readonly KubernetesObject[];
}

const OUTPUT = ['-o', 'json', '--show-managed-fields', '-f', '-'];
const DRY = ['apply', ...SERVER_SIDE, '--dry-run=server', '--validate=strict', ...OUTPUT];

/**
 * In a namespace that is not there yet the server looks at fields and amounts, and no further. No other namespace is asked in
 * its place: what is there, and may be done there, is another matter. Whoever has made the namespace tries again.
 */
export async function dryRunAll(
  context: DeployContext,
  isNew: Promise<boolean>,
  outside: Promise<readonly Unsettled[]>,
): Promise<DryRun> {
  const { kubectl } = context;
  const objects = [...toApply(appliedObjects(context.dist), await outside), ...declaredSecrets(context)];
  const input = streamOf(objects);
  const [first, present] = await Promise.all([
    dryRunObjects(kubectl, objects),
    kubectl.run(['get', '--ignore-not-found', ...OUTPUT], { input }),
  ]);
  const live = itemsOf(present.stdout); // where it fails for some, the others are told all the same
  const fitting = fitted(objects, live);
  const isFitting = fitting.every((object, index) => object === objects[index]);
  const tried = first.status === 0 || isFitting ? first : await dryRunObjects(kubectl, fitting);
  const problems = complaintsIn(tried, fitting, live);
  if (tried.status !== 0 && (await isNew)) {
    const stillToCome = `namespaces "${context.dist.namespace}" not found`;
    return {
      problems: problems.filter((line) => !line.endsWith(stillToCome)),
      differences: differences(objects, []),
      live: [],
      tried: [],
    };
  }
  if (problems.length > 0) return { problems, differences: [], live, tried: [] };
  if (present.status !== 0) throw new KubectlError('kubectl get', present);
  const after = itemsOf(tried.stdout);
  return { problems, differences: differences(after, live), live, tried: after };
}

/** The objects as the server would leave them, with who would own which field. */
export function dryRunObjects(kubectl: Kubectl, objects: readonly KubernetesObject[]): Promise<Answer> {
  return kubectl.run(DRY, { input: streamOf(objects) });
}

/** What the server refuses; whatever kubectl prints, a failure is never nothing. */
export function complaintsIn(
  { status, stderr }: Answer,
  wanted: readonly KubernetesObject[],
  live: readonly KubernetesObject[],
): string[] {
  if (status === 0) return [];
  const complaints = complaintsOf(stderr).filter((complaint) => !isWarning(complaint));
  if (complaints.length === 0) return [`kubectl apply ended with exit status ${status} and did not say why`];
  const told = complaints.flatMap(
    (complaint) => immutableFields(complaint, wanted, live) ?? unknownKind(complaint) ?? linesOf(complaint),
  );
  return [...new Set(told)];
}

function linesOf(complaint: string): string[] {
  return complaint.split('\n').map((line) => withLikelyField(shortened(line.trim())));
}

/** The server repeats whole objects in some messages. */
function shortened(line: string): string {
  return line.length > 400 ? `${line.slice(0, 250)} ... ${line.slice(-140)}` : line;
}
