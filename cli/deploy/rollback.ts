import { EXIT, Refusal } from '../refusal';
import { applySet } from './apply';
import type { DeployContext } from './deploy-context';
import { Failure } from './failure';
import { withLease } from './lease';
import { readReleases, writeReleases } from './releases';
import { webOf } from './rollout';
import { waitReady } from './wait-ready';

/** Brings the previous release's web back, as it was. Databases do not roll back. @throws Refusal, Failure */
export async function rollback(context: DeployContext): Promise<string[]> {
  return withLease(context, async () => {
    const [current, previous, ...older] = await readReleases(context.kubectl);
    if (current === undefined || previous === undefined) {
      throw new Refusal('there is no earlier release to go back to', [
        `${current === undefined ? 'none' : 'one'} is known in ${context.dist.namespace}`,
      ]);
    }
    await context.progress.step('web', async () => {
      await applySet(context, 'web', previous.web);
      const reasons = await waitReady(context, webOf(previous.web));
      if (reasons.length > 0) throw new Failure(`${previous.image} did not become ready`, reasons, EXIT.rollout);
    });
    await writeReleases(context.kubectl, [previous, ...older]);
    return [
      `${previous.image} serves ${context.dist.plan.url}, as it did since ${previous.at}`,
      `${current.image} is forgotten; deploy it again to bring it back`,
      'the database was not rolled back: what the newer release changed in it has stayed',
    ];
  });
}
