import type { Command } from 'commander';
import { type DeployOptions, deploy } from '../deploy/deploy';
import { clusterAction, clusterCommand } from './cluster-command';
import { takeOverOption } from './take-over-option';

/** `cdk8s-drupal deploy`: applies an environment's manifests, runs the release and waits for the web. */
export function deployCommand(): Command {
  return clusterCommand('deploy', 'apply the manifests of an environment, run the release, wait for the web')
    .option('--dry-run', 'check everything, and change nothing')
    .option('--allow-older', 'deploy even if a newer pipeline has deployed already')
    .addOption(takeOverOption('deploy although what is there belongs to this project, controller or namespace'))
    .action(
      clusterAction<DeployOptions>((context, options) => deploy(context, options), {
        event: 'deploy',
        unless: ({ dryRun = false }) => dryRun,
        isNews: ({ verdict }) => verdict === 'deployed',
      }),
    );
}
