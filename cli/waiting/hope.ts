import type { Trouble } from './trouble';

/** How long a trouble that waiting does not help has to last before it is believed, in milliseconds. */
const GRACE = 10_000;

/** Decides when waiting has become hopeless. */
export class Hope {
  /** Since when there has been a trouble whose time to last is no longer than this. */
  private readonly since = new Map<number, number>();

  /** @param at when the troubles were found, in milliseconds */
  isLost(found: readonly Trouble[], at: number): boolean {
    const graces = found.filter(({ isFinal }) => isFinal).map(({ grace = GRACE }) => grace);
    for (const grace of new Set([...this.since.keys(), ...graces])) {
      if (!graces.some((one) => one <= grace)) this.since.delete(grace);
      else if (!this.since.has(grace)) this.since.set(grace, at);
    }
    return [...this.since].some(([grace, since]) => at - since > grace);
  }
}
