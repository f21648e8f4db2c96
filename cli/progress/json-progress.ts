import type { Progress, StepTime, Summary } from './progress';

/** Progress for programs: one JSON object at the end. */
export class JsonProgress implements Progress {
  private readonly steps: (StepTime & { ok: boolean; notes: string[] })[] = [];
  private notes: string[] = [];

  constructor(private readonly write: (text: string) => void) {}

  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    const started = Date.now();
    let ok = false;
    try {
      const result = await work();
      ok = true;
      return result;
    } finally {
      this.steps.push({ title, ok, seconds: (Date.now() - started) / 1000, notes: this.notes });
      this.notes = [];
    }
  }

  note(line: string): void {
    this.notes.push(line);
  }

  done(summary: Summary): void {
    const rest = this.notes.length > 0 ? { notes: this.notes } : {};
    this.write(`${JSON.stringify({ ...summary, steps: this.steps, ...rest })}\n`);
  }
}
