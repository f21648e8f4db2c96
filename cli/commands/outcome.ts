/** How the work of a command ended. */
export interface Outcome {
  /** Such as `deployed`. */
  readonly verdict?: string;
  readonly lines: readonly string[];
}
