/** What keeps something from doing what it should, in words. */
export interface Trouble {
  readonly text: string;
  /** Whether waiting will not help. */
  readonly isFinal: boolean;
  /**
   * How long it has to last before that is believed, in milliseconds.
   * @default - ten seconds
   */
  readonly grace?: number;
}

/** A word that every object of the cluster can carry about what it waits for. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}
