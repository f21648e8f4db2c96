/** A file that init wants in the repository. */
export interface PlannedFile {
  /** Its path below the repository's folder, with slashes. */
  readonly path: string;
  /** What it holds where there is none yet. */
  readonly content: string;
  /**
   * Adds to a file that is there already what it lacks.
   * @default - a file that is there is left alone
   */
  readonly merge?: (existing: string) => Merge;
  /** Whether a file that is there and differs is as good: what makes it so, for the summary. */
  readonly suffices?: (existing: string) => string | undefined;
}

/** A file after a merge. */
export interface Merge {
  readonly content: string;
  /** What was added, for the summary. */
  readonly added: readonly string[];
  /** What differs and was left alone. */
  readonly kept: readonly string[];
}
