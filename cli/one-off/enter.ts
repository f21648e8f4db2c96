import type { DeployContext } from '../context/deploy-context';
import { Failure } from '../context/failure';
import { EXIT } from '../context/refusal';
import { LastWord } from './exit-status';
import type { Lifeline } from './lifeline';
import { entered, PASSED_ON } from './pid-one';

/** Where a command runs. */
export interface Place {
  readonly pod: string;
  readonly container: string;
}

/**
 * Runs a command in a pod with this process's own standard input, output and error, and with its terminal where input and output
 * are one. Signals reach the command. Returns its exit status.
 * @throws Failure if the connection is lost before the command has ended
 */
export async function enter(
  { kubectl }: Pick<DeployContext, 'kubectl'>,
  { pod, container }: Place,
  lifeline: Lifeline,
  words: readonly string[],
): Promise<number> {
  const isTerminal = Boolean(process.stdin.isTTY && process.stdout.isTTY);
  const args = ['exec', pod, '--container', container, '--stdin', ...(isTerminal ? ['--tty'] : [])];
  // A terminal's Ctrl-C is a character that kubectl passes on; elsewhere it is a signal, of which kubectl would die.
  const child = kubectl.stream([...args, '--', ...entered(words)], {
    stdio: ['inherit', 'inherit', 'pipe'],
    detached: !isTerminal,
  });
  const lastWord = new LastWord((text) => void process.stderr.write(text));
  const decoder = new TextDecoder();
  child.stderr?.on('data', (data) => lastWord.push(decoder.decode(data, { stream: true })));
  const pass = passSignals(lifeline, () => void child.kill('SIGKILL'));
  try {
    const status = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve(code ?? EXIT.own));
    });
    lastWord.end();
    if (status === 0 || lastWord.status !== undefined) return lastWord.status ?? status;
    throw new Failure(
      'the connection to the pod was lost, and what ran there ended with it',
      ['start a command that is to outlive a connection with --detach'],
      EXIT.own,
    );
  } finally {
    pass.stop();
  }
}

/** Passes on what this process is told; told so for the third time, it waits no longer. */
function passSignals(lifeline: Lifeline, giveUp: () => void): { stop(): void } {
  let times = 0;
  const pass = (signal: NodeJS.Signals) => {
    times += 1;
    if (times < 3) lifeline.signal(signal);
    else giveUp();
  };
  for (const signal of PASSED_ON) process.on(signal, pass);
  return {
    stop: () => {
      for (const signal of PASSED_ON) process.off(signal, pass);
    },
  };
}
