import type { Command } from 'commander';
import { runInSession } from '../one-off/session';
import { type PodOptions, podCommand, runInPod } from './pod-command';

/** Bash where the image has it. */
const SHELL = ['sh', '-c', 'if command -v bash >/dev/null; then exec bash; else exec sh; fi'];

/** `cdk8s-drupal shell`: a shell in a pod of its own. */
export function shellCommand(): Command {
  return podCommand('shell', "open a shell in a pod of the environment's own image, which is gone afterwards").action(
    (folder: string, options: PodOptions) =>
      runInPod(folder, options, (context) =>
        runInSession(context, SHELL, { title: 'shell', timeLimit: options.timeLimit }),
      ),
  );
}
