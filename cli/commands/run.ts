import type { Command } from 'commander';
import type { DeployContext } from '../context/deploy-context';
import { EXIT } from '../context/refusal';
import { followDetached, listDetached, startDetached, stopDetached } from '../one-off/detached';
import { runInSession } from '../one-off/session';
import { type DetachOptions, type PodOptions, podCommand, runInPod, withDetach, wordsOf } from './pod-command';

/** `cdk8s-drupal run`: a program of the image in a pod of its own. */
export function runCommandInPod(): Command {
  const description = "run a program in a pod of the environment's own image, which is gone afterwards";
  return withDetach(podCommand('run', description))
    .argument('[words...]', 'the program and its arguments; what begins with - comes after --')
    .action((folder: string, words: string[], options: PodOptions & DetachOptions) =>
      runInPod(folder, options, (context) => runOrFind(context, 'run', words, options)),
    );
}

/** `cdk8s-drupal drush`: the same with drush. */
export function drushCommand(): Command {
  return withDetach(podCommand('drush', "run drush in a pod of the environment's own image, which is gone afterwards"))
    .argument('[words...]', "drush's command and arguments; what begins with - comes after --")
    .action((folder: string, words: string[], options: PodOptions & DetachOptions) =>
      runInPod(folder, options, (context) =>
        runOrFind(context, 'drush', words.length === 0 ? [] : ['drush', ...words], options),
      ),
    );
}

async function runOrFind(
  context: DeployContext,
  title: 'run' | 'drush',
  words: readonly string[],
  { detach, attach, stop, list, timeLimit }: PodOptions & DetachOptions,
): Promise<number> {
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  if (list) {
    for (const line of await listDetached(context)) print(line);
    return EXIT.ok;
  }
  if (stop !== undefined) {
    await stopDetached(context, stop);
    return EXIT.ok;
  }
  if (attach !== undefined) return followDetached(context, attach, print);
  const { folder } = context.dist;
  const example = title === 'drush' ? `drush ${folder} -- cache:rebuild` : `run ${folder} -- php -v`;
  const given = wordsOf(words, `cdk8s-drupal ${example}`);
  if (!detach) return runInSession(context, given, { title, timeLimit });
  const job = await startDetached(context, given, { title, timeLimit });
  context.progress.note(`started; what it writes, and how it ends: cdk8s-drupal ${title} ${folder} --attach ${job}`);
  print(job);
  return EXIT.ok;
}
