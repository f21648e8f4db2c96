/** What kubectl says last of a command that ended otherwise than well. It is kubectl's own word, and no part of the command's output. */
const LAST_WORD = /^command terminated with exit code (\d+)\n?$/;
const BEGINNING = 'command terminated with exit code ';

/** Passes on what a command writes to its standard error, and keeps kubectl's last word back, by which it is known to have ended. */
export class LastWord {
  private held = '';

  constructor(private readonly write: (text: string) => void) {}

  /** The command's exit status, once all has come; undefined if kubectl did not say it. */
  get status(): number | undefined {
    const [, status] = LAST_WORD.exec(this.held) ?? [];
    return status === undefined ? undefined : Number(status);
  }

  push(text: string): void {
    const all = this.held + text;
    const at = beginning(all);
    this.held = all.slice(at);
    if (at > 0) this.write(all.slice(0, at));
  }

  /** No more will come. */
  end(): void {
    if (this.status === undefined && this.held !== '') this.write(this.held);
  }
}

/** From where on a text may be kubectl's last word: its last line, as long as nothing speaks against it. */
function beginning(text: string): number {
  const line = text.lastIndexOf('\n', text.length - 2) + 1;
  const last = text.slice(line);
  return BEGINNING.startsWith(last) || /^command terminated with exit code \d*\n?$/.test(last) ? line : text.length;
}
