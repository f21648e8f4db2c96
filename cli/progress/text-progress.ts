import type { Progress, Summary } from './progress';

/** Where a command's lines go, and how steps are folded there. */
export interface Style {
  readonly write: (text: string) => void;
  /** GitLab folds what stands between two marks. */
  readonly sections: boolean;
  /** A terminal shows the step at hand until it has ended. */
  readonly live: boolean;
}

/** Progress as lines of text: live on a terminal, in collapsible sections in GitLab's job log, plain elsewhere. */
export class TextProgress implements Progress {
  private readonly begun = Date.now();
  private hasSteps = false;

  constructor(private readonly style: Style) {}

  async step<T>(title: string, work: () => Promise<T>): Promise<T> {
    const started = Date.now();
    const name = title.toLowerCase().replace(/[^a-z0-9]+/g, '_');
    if (this.style.sections)
      this.style.write(`\x1b[0Ksection_start:${seconds(started)}:${name}[collapsed=true]\r\x1b[0K${title}\n`);
    else if (this.style.live) this.style.write(`… ${title}`);
    let mark = '✗';
    try {
      const result = await work();
      mark = '✓';
      return result;
    } finally {
      this.hasSteps = true;
      if (this.style.live) this.style.write('\r\x1b[2K');
      if (this.style.sections) this.style.write(`\x1b[0Ksection_end:${seconds(Date.now())}:${name}\r\x1b[0K`);
      this.style.write(`${mark} ${title} (${since(started)} s)\n`);
    }
  }

  note(line: string): void {
    this.style.write(`${this.style.live ? '\r\x1b[2K' : ''}  ${line}\n`);
  }

  done({ headline, lines }: Summary): void {
    const total = this.hasSteps ? [`  ${since(this.begun)} s in all`] : [];
    this.style.write(['', headline, ...lines.map((line) => `  ${line}`), ...total, ''].join('\n'));
  }
}

/** The seconds that have gone by, as people read them. */
function since(milliseconds: number): string {
  return ((Date.now() - milliseconds) / 1000).toFixed(1);
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
