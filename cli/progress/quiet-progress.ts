import type { Progress, Summary } from './progress';

export interface QuietStyle {
  readonly write: (text: string) => void;
  /** A terminal shows the step at hand until it has ended. */
  readonly live: boolean;
}

/** Progress of a command whose own output belongs to what it runs: nothing stays of it but notes and failures. */
export class QuietProgress implements Progress {
  constructor(private readonly style: QuietStyle) {}

  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    if (this.style.live) this.style.write(`… ${title}`);
    try {
      return await work();
    } finally {
      this.clear();
    }
  }

  note(line: string): void {
    this.clear();
    this.style.write(`${line}\n`);
  }

  done({ ok, headline, lines }: Summary): void {
    if (ok) return;
    this.style.write([headline, ...lines.map((line) => `  ${line}`), ''].join('\n'));
  }

  private clear(): void {
    if (this.style.live) this.style.write('\r\x1b[2K');
  }
}
