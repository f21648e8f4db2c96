import { EXIT } from '../refusal';
import { applyAndPrune, applySet } from './apply';
import type { DeployContext } from './deploy-context';
import { Failure } from './failure';
import type { ReleaseRecord } from './releases';
import { waitReady } from './wait-ready';

/** Rolls the web out. If it does not become ready, the last release that served comes back. @throws Failure */
export async function rollOut(context: DeployContext, previous: ReleaseRecord | undefined): Promise<void> {
  await applyAndPrune(context, 'web');
  const reasons = await waitReady(context, webOf(context.dist.phases.web?.objects ?? []));
  if (reasons.length === 0) return;
  throw new Failure(
    'the new web did not become ready',
    [...reasons, ...(await goBack(context, previous))],
    EXIT.rollout,
  );
}

async function goBack(context: DeployContext, previous: ReleaseRecord | undefined): Promise<string[]> {
  if (previous === undefined) return ['there is no earlier release to go back to'];
  await applySet(context, 'web', previous.web);
  const again = { ...context, deadline: Date.now() + 300_000 };
  const reasons = await waitReady(again, webOf(previous.web));
  return reasons.length === 0
    ? [`went back to ${previous.image}, which serves`]
    : [`went back to ${previous.image}, but:`, ...reasons];
}

export function webOf<T extends { kind: string }>(objects: readonly T[]): T[] {
  return objects.filter(({ kind }) => kind === 'Deployment');
}
