import { Command, Option } from 'commander';
import type { DeployContext } from '../context/deploy-context';
import { EXIT, Refusal } from '../context/refusal';
import { readDist } from '../dist';
import { QuietProgress } from '../progress/quiet-progress';
import { RedactingProgress } from '../progress/redacting-progress';
import { contextOf } from './context-options';
import { duration } from './duration';
import { told } from './run-command';

/** What every command in a pod is told. */
export interface PodOptions {
  readonly context?: string;
  readonly timeout: number;
  readonly timeLimit: number;
}

/** What a command that may go on without its client is told besides. */
export interface DetachOptions {
  readonly detach?: boolean;
  readonly attach?: string;
  readonly stop?: string;
  readonly list?: boolean;
}

/** A command in a pod of the environment that a folder is of. */
export function podCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<folder>', 'dist/SITE/ENVIRONMENT, as synth made it')
    .option('--context <name>', 'the context of the kubeconfig')
    .addOption(
      new Option('--timeout <time>', 'how long the pod may take to start')
        .argParser(duration)
        .default(duration('5m'), '5m'),
    )
    .addOption(
      new Option('--time-limit <time>', 'when the cluster ends the pod, whatever it does')
        .argParser(duration)
        .default(duration('12h'), '12h'),
    );
}

/** Adds what starts a command that goes on without its client, and what finds it again. */
export function withDetach(command: Command): Command {
  return command
    .option('--detach', 'start it, print the name of its Job, and do not wait')
    .addOption(
      new Option('--attach <job>', 'print what a detached command writes, and end as it does').conflicts(['detach']),
    )
    .addOption(new Option('--stop <job>', 'end a detached command').conflicts(['detach', 'attach']))
    .addOption(new Option('--list', 'list the detached commands').conflicts(['detach', 'attach', 'stop']));
}

/**
 * Runs such a command to its exit status. Standard output is that of the command alone; everything that this program has to say goes
 * to standard error.
 */
export async function runInPod<Options extends Pick<PodOptions, 'context' | 'timeout'>>(
  folder: string,
  options: Options,
  work: (context: DeployContext) => Promise<number>,
): Promise<void> {
  const write = (text: string) => void process.stderr.write(text);
  const progress = new RedactingProgress(new QuietProgress({ write, live: Boolean(process.stderr.isTTY) }));
  try {
    const dist = readDist(folder);
    process.exitCode = await work(contextOf(dist, options, progress));
  } catch (error) {
    const { headline, lines } = told(error);
    progress.done({ ok: false, headline, lines });
    process.exitCode = EXIT.own;
  }
}

/** @throws Refusal if there are none */
export function wordsOf(words: readonly string[], example: string): readonly string[] {
  if (words.length > 0) return words;
  throw new Refusal('there is no command; nothing was started', [`write it after the folder: ${example}`]);
}
