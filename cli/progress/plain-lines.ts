import type { Progress } from './progress';

/** Lines as they come, and nothing else: what another program may read. */
export class PlainLines implements Progress {
  constructor(private readonly write: (text: string) => void) {}

  step<T>(_: string, work: () => Promise<T>): Promise<T> {
    return work();
  }

  note(line: string): void {
    this.write(`${line}\n`);
  }

  done(): void {
    // What came of it says the exit status.
  }
}
