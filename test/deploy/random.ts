/** Numbers that look random and are the same for the same seed. */
export class Random {
  private state: number;

  /** Neighbouring seeds are spread, so that they begin differently. */
  constructor(seed: number) {
    this.state = Math.imul(seed, 0x9e3779b1);
  }

  /** At least 0 and below 1. @see https://github.com/cprosche/mulberry32 */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number of milliseconds, or of anything else. */
  between(least: number, most: number): number {
    return Math.round(least + this.next() * (most - least));
  }

  pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.next() * choices.length)] as T;
  }
}
