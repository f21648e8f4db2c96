import { concealed } from '../../lib/known-secrets/concealed';
import { SecretValues } from '../secret-values/secret-values';
import type { Progress, Summary } from './progress';

/** How much of a line is kept in mind, for what goes on in the next one. */
const KEPT = 512;

/** Progress that prints no secret, whoever puts one into a line: a release's log, or a server's complaint. */
export class RedactingProgress implements Progress {
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
    this.progress.note(this.redacted(line));
  }

  done({ ok, headline, lines }: Summary): void {
    this.progress.done({ ok, headline: this.redacted(headline), lines: lines.map((line) => this.redacted(line)) });
  }

  /** A text that is sent elsewhere, without what is not printed. */
  redact(text: string): string {
    return concealed(text, this.secrets.find(text));
  }

  /** A value that was broken in two is looked for across this line and the one before. */
  private redacted(text: string): string {
    const both = `${this.previous}\n${text}`;
    const own = this.previous.length + 1;
    this.previous = text.slice(-KEPT);
    return concealed(both, this.secrets.find(both), own);
  }
}
