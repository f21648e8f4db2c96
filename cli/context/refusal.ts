/** Something that a command will not do, and everything that stands in its way. Nothing has been changed. */
export class Refusal extends Error {
  constructor(
    readonly headline: string,
    readonly reasons: readonly string[],
    readonly status: number = EXIT.refused,
  ) {
    super([headline, ...reasons.map((reason) => `  - ${reason}`)].join('\n'));
    this.name = 'Refusal';
  }
}

/** Exit statuses. */
export const EXIT = {
  /** All is well. */
  ok: 0,
  /** Refused before anything was changed. */
  refused: 1,
  /** Another deploy is at work. */
  busy: 2,
  /** The release failed; the web is as it was. */
  release: 3,
  /** The web did not become ready; the previous image is back. */
  rollout: 4,
  /** The cluster or kubectl failed on the way; run it again. */
  failed: 5,
  /** Of a command that runs another one, whose statuses are its own: this program or the cluster failed, not the other command. */
  own: 125,
} as const;
