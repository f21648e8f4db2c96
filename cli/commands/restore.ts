import { type Command, Option } from 'commander';
import { download } from '../data/download';
import { type RestoreOptions, restore } from '../data/restore';
import { clusterAction, clusterCommand } from './cluster-command';

/** `cdk8s-drupal restore`: puts a backup in the place of what is there. */
export function restoreCommand(): Command {
  return clusterCommand('restore', 'put a backup in the place of what an environment holds')
    .option('--environment <name>', "the environment's name, typed out by whoever means it")
    .option('--backup <backup>', 'its name, as `backups` lists it, or a time: the newest that is not later')
    .addOption(new Option('--only <part>', 'restore this alone').choices(['database', 'files']))
    .option('--no-backup-first', 'without a backup of what is there now')
    .option('--to <folder>', 'download it to a new or empty folder instead, and change nothing')
    .action(
      clusterAction<RestoreOptions & { to?: string }>(
        async (context, { to, ...options }) =>
          to === undefined
            ? { verdict: 'restored', lines: await restore(context, options) }
            : { verdict: 'downloaded', lines: await download(context, { ...options, to }) },
        { event: 'restore', unless: ({ to, environment }) => to !== undefined || environment === undefined },
      ),
    );
}
