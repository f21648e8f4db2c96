import type { KubernetesObject } from '../kubectl/kubernetes-object';

/** For how long it holds without being renewed. */
export const SECONDS = 30;
/** Who has not looked for so long, in milliseconds, has not seen whether it was renewed. */
const BLINK = 5000;

/**
 * Decides whether a Lease may be taken. A holder that no longer renews has crashed; how long that is, is measured by the
 * waiter's own clock alone, since clocks differ, and only while the waiter could see the Lease.
 */
export class LeaseWatch {
  private version?: string;
  private unchangedSince = 0;
  private lookedAt = 0;

  /** @param at when it was read, in milliseconds */
  mayTake(lease: KubernetesObject | undefined, at: number): boolean {
    if (!lease?.spec.holderIdentity) return true;
    const { resourceVersion } = lease.metadata;
    if (resourceVersion !== this.version || at - this.lookedAt > BLINK) this.unchangedSince = at;
    this.version = resourceVersion;
    this.lookedAt = at;
    return at - this.unchangedSince > (lease.spec.leaseDurationSeconds ?? SECONDS) * 1000;
  }
}
