import type { Command } from 'commander';
import { type DestroyOptions, destroy } from '../deploy/destroy';
import { clusterAction, clusterCommand } from './cluster-command';

/** `cdk8s-drupal destroy`: deletes an environment. */
export function destroyCommand(): Command {
  return clusterCommand('destroy', 'delete a review app, or an environment whose name is given')
    .option('--environment <name>', 'name of the environment; required unless it is a review app')
    .option('--volumes', 'also delete volumes, secrets and the namespace')
    .action(
      clusterAction<DestroyOptions>(async (context, options) => ({
        verdict: 'deleted',
        lines: await destroy(context, options),
      })),
    );
}
