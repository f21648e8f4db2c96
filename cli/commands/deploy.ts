import { type Command, Option } from 'commander';
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
    .addOption(
      new Option(
        '--take-over <from>',
        'deploy although what is there belongs to this project, controller or namespace; say it again for more',
      )
        .env('CDK8S_DRUPAL_TAKE_OVER')
        .argParser(takeOver),
    )
    .action((folder: string, options: ContextOptions & DeployOptions) => {
      const progress = chooseProgress(options);
      return runCommand(progress, async () => {
        const dist = readDist(folder);
        const { verdict, lines } = await deploy(contextOf(dist, options, progress), options);
        return { headline: `${dist.site} ${dist.plan.environment}: ${verdict}`, lines };
      });
    });
}

/** Names, one by one or with commas between them. */
function takeOver(names: string, known: readonly string[] = []): string[] {
  return [...known, ...names.split(',').map((name) => name.trim())].filter(Boolean);
}
