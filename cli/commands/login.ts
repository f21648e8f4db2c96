import type { Command } from 'commander';
import { runInSession } from '../one-off/session';
import { type PodOptions, podCommand, runInPod } from './pod-command';

interface LoginOptions extends PodOptions {
  readonly name?: string;
}

/** `cdk8s-drupal login`: a one-time link. */
export function loginCommand(): Command {
  return podCommand('login', "print a one-time link by which to log in, with the site's own address")
    .argument('[path]', 'where the link leads to, such as admin/reports')
    .option('--name <user>', 'whom it logs in (default: the first user)')
    .action((folder: string, path: string | undefined, options: LoginOptions) =>
      runInPod(folder, options, (context) =>
        runInSession(context, loginWords(path, options), { title: 'login', timeLimit: options.timeLimit }),
      ),
    );
}

/** The link's address is that of `DRUSH_OPTIONS_URI`, which every pod of the site has. */
function loginWords(path: string | undefined, { name }: Pick<LoginOptions, 'name'>): string[] {
  const user = name === undefined ? [] : [`--name=${name}`];
  return ['drush', 'user:login', '--no-browser', ...user, ...(path === undefined ? [] : ['--', path])];
}
