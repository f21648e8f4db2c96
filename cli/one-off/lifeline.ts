import type { ChildProcess } from 'node:child_process';
import type { DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';
import { ASK, READY } from './pid-one';

/** How often a sign of life goes to the pod, so that no one on the way takes the connection for idle, in milliseconds. */
const EVERY = 20_000;
/** How long a pod may take to answer for the first time, in milliseconds. */
const PATIENCE = 30_000;

/**
 * The connection by which a session's container lives: it ends as soon as its standard input does, so the pod goes away also if this
 * process is killed or its machine loses the network. Signals go the same way.
 */
export class Lifeline {
  private readonly timer: NodeJS.Timeout;

  private constructor(private readonly child: ChildProcess) {
    this.timer = setInterval(() => this.write(''), EVERY);
    this.timer.unref();
  }

  /** Connects to a container that runs. @throws Failure if it does not answer */
  static async open({ kubectl }: Pick<DeployContext, 'kubectl'>, pod: string, container: string): Promise<Lifeline> {
    // In a process group of its own, so that Ctrl-C in a terminal ends the command and not the connection.
    const args = ['attach', pod, '--container', container, '--stdin'];
    const child = kubectl.stream(args, { stdio: 'pipe', detached: true });
    const lifeline = new Lifeline(child);
    child.stdin?.on('error', () => undefined); // the connection is gone, which whoever is in the pod notices
    const complaints = await answered(child, () => lifeline.write(ASK));
    if (complaints === undefined) return lifeline;
    lifeline.close();
    throw new Failure(`pod ${pod} runs, but does not answer`, complaints, EXIT.failed);
  }

  /** Passes a signal on to the commands in the pod. */
  signal(signal: NodeJS.Signals): void {
    this.write(signal.replace(/^SIG/, ''));
  }

  close(): void {
    clearInterval(this.timer);
    this.child.stdin?.end();
    this.child.kill();
  }

  private write(line: string): void {
    if (this.child.stdin?.writable) this.child.stdin.write(`${line}\n`);
  }
}

/** Waits until a container answers; what speaks against it, if it does not. */
function answered(child: ChildProcess, ask: () => void): Promise<string[] | undefined> {
  return new Promise((resolve, reject) => {
    let stdout = '';
    let stderr = '';
    const again = setInterval(ask, 1000);
    const done = (complaints?: string[]) => {
      clearInterval(again);
      clearTimeout(late);
      resolve(complaints);
    };
    const late = setTimeout(() => done(['it was asked for 30 s: run this again']), PATIENCE);
    child.stdout?.on('data', (data) => {
      stdout += data;
      if (stdout.includes(READY)) done();
    });
    child.stderr?.on('data', (data) => {
      stderr += data;
    });
    child.on('error', reject);
    child.on('close', () => done(stderr.trim().split('\n')));
    ask();
  });
}
