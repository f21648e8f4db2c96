import { Command, InvalidArgumentError, Option } from 'commander';
import { EXIT } from '../context/refusal';
import { readDist } from '../dist';
import { unlessDenied } from '../kubectl/unless-denied';
import { type LogsOptions, logs } from '../logs/logs';
import { PlainLines } from '../progress/plain-lines';
import { QuietProgress } from '../progress/quiet-progress';
import { RedactingProgress } from '../progress/redacting-progress';
import { contextOf } from './context-options';
import { duration } from './duration';
import { told } from './run-command';

/** `cdk8s-drupal logs`: what all pods of an environment write. */
export function logsCommand(): Command {
  return new Command('logs')
    .description('print what all pods of an environment write, in one stream')
    .argument('<folder>', 'dist/SITE/ENVIRONMENT, as synth made it')
    .argument('[parts...]', 'web, release, cron, mariadb and the like, or names of pods (default: all)')
    .option('-f, --follow', 'go on with what is written from now on, also by pods that are yet to come')
    .addOption(new Option('--since <time>', 'nothing that is older, such as 90s, 10m or 2h').argParser(time))
    .addOption(
      new Option(
        '--tail <lines>',
        'so many lines of each container (default: 100, with --follow 10, with --since all)',
      ).argParser(lines),
    )
    .option('--timestamps', 'with the time of each line')
    .addOption(new Option('--previous', 'of containers that have crashed, what they wrote before').conflicts('follow'))
    .option('--context <name>', 'the context of the kubeconfig')
    .action(print);
}

async function print(
  folder: string,
  parts: string[],
  { context: name, ...options }: Omit<LogsOptions, 'parts'> & { readonly context?: string },
): Promise<void> {
  const complain = new RedactingProgress(
    new QuietProgress({ write: (text) => void process.stderr.write(text), live: false }),
  );
  const lines = new RedactingProgress(new PlainLines((text) => void process.stdout.write(text)));
  // Whoever reads no more, as `head` does, has seen what they wanted.
  process.stdout.on('error', () => process.exit(EXIT.ok));
  try {
    const context = contextOf(readDist(folder), { context: name, timeout: 0 }, lines);
    const denials: string[] = [];
    await unlessDenied(context.kubectl.list('secrets'), [], denials);
    if (denials.length > 0)
      complain.note('note: the credential may not list Secrets, so a value that a pod prints is not masked');
    await logs(context, { parts, ...options }, (line) => lines.note(line));
    process.exitCode = EXIT.ok;
  } catch (error) {
    const { headline, lines: reasons, status } = told(error);
    complain.done({ ok: false, headline, lines: reasons });
    process.exitCode = status;
  }
}

/** kubectl takes the text as it is. */
function time(text: string): string {
  duration(text);
  return text;
}

function lines(text: string): number {
  if (!/^(0|[1-9][0-9]*)$/.test(text)) throw new InvalidArgumentError('write a whole number.');
  return Number(text);
}
