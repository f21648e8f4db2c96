import type { Command } from 'commander';
import { type DestroyOptions, destroy } from '../deploy/destroy';
import { readDist } from '../dist';
import { chooseProgress } from '../progress/choose-progress';
import { type ContextOptions, clusterCommand, contextOf } from './context-options';
import { runCommand } from './run-command';

/** `cdk8s-drupal destroy`: takes a site and environment away. */
export function destroyCommand(): Command {
  return clusterCommand('destroy', 'takes a review app away, or an environment whose name is typed out')
    .option('--environment <name>', 'the name of the environment, if it is no review app')
    .option('--volumes', 'delete volumes, secrets and the namespace too')
    .action((folder: string, options: ContextOptions & DestroyOptions) => {
      const progress = chooseProgress(options);
      return runCommand(progress, async () => {
        const dist = readDist(folder);
        return {
          headline: `${dist.site} ${dist.plan.environment}: taken away`,
          lines: await destroy(contextOf(dist, options, progress), options),
        };
      });
    });
}
