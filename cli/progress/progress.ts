/** How a command tells what it is doing. */
export interface Progress {
  /** Runs a step under a title, and tells how long it took. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** A line about the step at hand. */
  note(line: string): void;
  /** The last word: what changed, and how long each step took. */
  done(summary: Summary): void;
}

export interface Summary {
  readonly ok: boolean;
  readonly headline: string;
  readonly lines: readonly string[];
}

/** A step that has ended. */
export interface StepTime {
  readonly title: string;
  readonly seconds: number;
}
