import { SecretValues } from '../secret-values/secret-values';
import type { Progress, Summary } from './progress';

/** How much of a line is kept in mind, for what goes on in the next one. */
const KEPT = 512;

/** Progress that prints no secret, whoever puts one into a line: a release's log, or a server's complaint. */
export class DiscreetProgress implements Progress {
  private readonly secrets = new SecretValues();
  private previous = '';

  constructor(private readonly progress: Progress) {}

  /** From now on these values are not printed either, in whatever form. */
  conceal(values: readonly string[]): void {
    this.secrets.add(values);
  }

  step<T>(title: string, work: () => Promise<T>): Promise<T> {
    return this.progress.step(title, work);
  }

  note(line: string): void {
    this.progress.note(this.discreet(line));
  }

  done({ ok, headline, lines }: Summary): void {
    this.progress.done({ ok, headline: this.discreet(headline), lines: lines.map((line) => this.discreet(line)) });
  }

  /** A value that was broken in two is looked for across this line and the one before. */
  private discreet(text: string): string {
    const both = `${this.previous}\n${text}`;
    const own = this.previous.length + 1;
    this.previous = text.slice(-KEPT);
    let shown = '';
    let at = own;
    for (const { start, end } of this.secrets.find(both)) {
      if (end <= own) continue;
      shown += `${both.slice(at, Math.max(at, start))}[concealed]`;
      at = end;
    }
    return shown + both.slice(at);
  }
}
