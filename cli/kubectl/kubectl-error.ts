/** What kubectl said, and how it ended. */
export interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Thrown when kubectl fails where it should not. */
export class KubectlError extends Error {
  constructor(
    readonly command: string,
    readonly answer: Answer,
  ) {
    super(`${command}: ${answer.stderr.trim() || `exit status ${answer.status}`}`);
    this.name = 'KubectlError';
  }
}

/** kubectl is not on the path. */
export class MissingKubectl extends Error {
  constructor() {
    super('kubectl is not on the PATH: install it (1.27 or newer), or use an image that has it');
    this.name = 'MissingKubectl';
  }
}
