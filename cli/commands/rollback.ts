import type { Command } from 'commander';
import { rollback } from '../deploy/rollback';
import { readDist } from '../dist';
import { chooseProgress } from '../progress/choose-progress';
import { type ContextOptions, clusterCommand, contextOf } from './context-options';
import { runCommand } from './run-command';

/** `cdk8s-drupal rollback`: brings the previous release's web back. */
export function rollbackCommand(): Command {
  return clusterCommand('rollback', "brings the previous release's web back").action(
    (folder: string, options: ContextOptions) => {
      const progress = chooseProgress(options);
      return runCommand(progress, async () => {
        const dist = readDist(folder);
        return {
          headline: `${dist.site} ${dist.plan.environment}: rolled back`,
          lines: await rollback(contextOf(dist, options, progress)),
        };
      });
    },
  );
}
