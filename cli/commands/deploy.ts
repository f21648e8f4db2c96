import type { Command } from 'commander';
import { type DeployOptions, deploy } from '../deploy/deploy';
import { readDist } from '../dist';
import { chooseProgress } from '../progress/choose-progress';
import { type ContextOptions, clusterCommand, contextOf } from './context-options';
import { runCommand } from './run-command';

/** `cdk8s-drupal deploy`: brings a site and environment to what its manifests say. */
export function deployCommand(): Command {
  return clusterCommand('deploy', 'brings a site and environment to what its manifests say')
    .option('--dry-run', 'look, and change nothing')
    .option('--allow-older', 'deploy although a newer pipeline has deployed already')
    .action((folder: string, options: ContextOptions & DeployOptions) => {
      const progress = chooseProgress(options);
      return runCommand(progress, async () => {
        const dist = readDist(folder);
        const { verdict, lines } = await deploy(contextOf(dist, options, progress), options);
        return { headline: `${dist.site} ${dist.plan.environment}: ${verdict}`, lines };
      });
    });
}
