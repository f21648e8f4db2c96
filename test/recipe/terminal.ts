import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { eventually, ok } from './process';
import { bin } from './repository';
import { scene } from './scene';

/** A real terminal, tmux's, in which a person types a command and looks at the screen. */
export class Terminal {
  private static opened = 0;
  private readonly socket = join(scene().folder, `terminal-${Terminal.opened++}`);

  /** Runs the site repository's own `cdk8s-drupal` in it; below what it writes comes its exit status. */
  static async open(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Terminal> {
    const terminal = new Terminal();
    const command = `${[bin('cdk8s-drupal'), ...args].join(' ')}; echo "[ended with $?]"; exec sleep 600`;
    await ok(
      'tmux',
      ['-S', terminal.socket, '-f', '/dev/null', 'new-session', '-d', '-x', '150', '-y', '40', command],
      {
        env: { ...scene().bed.env, ...env, LANG: 'C.UTF-8' },
      },
    );
    return terminal;
  }

  /** Types a line. */
  async type(line: string): Promise<void> {
    await this.tmux('send-keys', '-l', line);
    await this.tmux('send-keys', 'Enter');
  }

  /** Presses a key, in tmux's words: `C-c`. */
  async press(key: string): Promise<void> {
    await this.tmux('send-keys', key);
  }

  /** Waits until the screen shows something; returns what it shows. */
  shows(what: RegExp, seconds = 60): Promise<RegExpExecArray> {
    return eventually(`${what} on the screen`, seconds, async () => {
      const screen = await this.tmux('capture-pane', '-p', '-J');
      const found = what.exec(screen);
      if (found === null) throw new Error(`the screen shows\n${screen.trimEnd()}`);
      return found;
    });
  }

  /** Rows and columns, as `stty size` says them. */
  async size(): Promise<string> {
    return (await this.tmux('display-message', '-p', '#{pane_height} #{pane_width}')).trim();
  }

  /** Closes it, with whatever runs in it. */
  close(): void {
    spawn('tmux', ['-S', this.socket, 'kill-server'], { stdio: 'ignore' });
  }

  private tmux(...args: string[]): Promise<string> {
    return ok('tmux', ['-S', this.socket, ...args]);
  }
}
