import type { Progress, Summary } from './progress';

/** Shorter values stand in ordinary words, and blotting these out would tell more than it hides. */
const SHORTEST = 8;

/** Progress that prints no secret, whoever puts one into a line: a release's log, or a server's complaint. */
export class DiscreetProgress implements Progress {
  private secrets: readonly string[] = [];

  constructor(private readonly progress: Progress) {}

  /** From now on these values are not printed, neither as they are nor in base64. */
  conceal(values: readonly string[]): void {
    const lines = values.flatMap((value) => value.split('\n')); // a log is printed line by line
    const long = [...values, ...lines].filter(({ length }) => length >= SHORTEST);
    const all = long.flatMap((value) => [value, Buffer.from(value).toString('base64')]);
    this.secrets = all.sort((a, b) => b.length - a.length); // one may be a part of another
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

  private discreet(text: string): string {
    return this.secrets.reduce((rest, secret) => rest.replaceAll(secret, '[concealed]'), text);
  }
}
