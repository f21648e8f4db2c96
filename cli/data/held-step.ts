import { assertNotStopped, type DeployContext } from '../context/deploy-context';
import type { Lease } from '../lease/lease';

/** How steps run one after the other: each only while the lease is held and nobody has asked for an end. */
export function heldStep(context: DeployContext, lease: Lease) {
  return async <T>(title: string, work: () => Promise<T>): Promise<T> => {
    await lease.assertHeld();
    assertNotStopped(context);
    return context.progress.step(title, work);
  };
}
