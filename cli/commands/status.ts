import { type Command, Option } from 'commander';
import { type StatusOptions, statusOf } from '../status/status';
import { clusterAction, clusterCommand } from './cluster-command';
import { duration } from './duration';

/** `cdk8s-drupal status`: what runs, since when, and what is unhealthy. */
export function statusCommand(): Command {
  return clusterCommand('status', 'show what runs, since when, and what is unhealthy')
    .option('--check', 'fail if the last backup or rehearsal failed or is too old, or if backups are missing')
    .addOption(
      new Option('--max-age <time>', 'how old the last backup may be; weekly care and rehearsal eight times as much')
        .argParser(duration)
        .default(duration('26h'), '26h'),
    )
    .action(
      clusterAction<StatusOptions>(async (context, options) => ({ lines: await statusOf(context, options) }), {
        event: 'check',
        unless: ({ check = false }) => !check,
        isNews: () => false,
      }),
    );
}
