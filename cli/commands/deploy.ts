import { Command } from 'commander';
import { deploy } from '../deploy/deploy';
import { readDist } from '../dist';
import { Kubectl } from '../kubectl/kubectl';
import { chooseProgress } from '../progress/choose-progress';
import { duration } from './duration';
import { runCommand } from './run-command';

/** `cdk8s-drupal deploy`: brings a site and environment to what its manifests say. */
export function deployCommand(): Command {
  return new Command('deploy')
    .description('brings a site and environment to what its manifests say')
    .argument('<folder>', 'dist/SITE/ENVIRONMENT, as synth made it')
    .option('--context <name>', 'the context of the kubeconfig')
    .option('--timeout <time>', 'when to give up', duration, duration('15m'))
    .option('--dry-run', 'look, and change nothing')
    .option('--allow-older', 'deploy although a newer pipeline has deployed already')
    .option('--json', 'print one JSON object at the end')
    .action((folder: string, options) => {
      const progress = chooseProgress(options);
      return runCommand(progress, async () => {
        const dist = readDist(folder);
        const kubectl = new Kubectl({ context: options.context, namespace: dist.namespace });
        const lines = await deploy(
          { dist, kubectl, progress, variables: process.env, deadline: Date.now() + options.timeout },
          options,
        );
        return { headline: `${dist.site} ${dist.plan.environment}: deployed`, lines };
      });
    });
}
