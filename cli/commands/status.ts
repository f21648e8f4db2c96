import type { Command } from 'commander';
import { readDist } from '../dist';
import { chooseProgress } from '../progress/choose-progress';
import { statusOf } from '../status/status';
import { type ContextOptions, clusterCommand, contextOf } from './context-options';
import { runCommand } from './run-command';

/** `cdk8s-drupal status`: what runs, since when, and what is unhealthy. */
export function statusCommand(): Command {
  return clusterCommand('status', 'tells what runs, since when, and what is unhealthy').action(
    (folder: string, options: ContextOptions) => {
      const progress = chooseProgress(options);
      return runCommand(progress, async () => {
        const dist = readDist(folder);
        return {
          headline: `${dist.site} ${dist.plan.environment}`,
          lines: await statusOf(contextOf(dist, options, progress)),
        };
      });
    },
  );
}
