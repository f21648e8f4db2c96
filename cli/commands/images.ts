import { Command } from 'commander';
import { readDist } from '../dist';
import { Kubectl } from '../kubectl/kubectl';
import { imagesInUse } from '../status/images-in-use';
import { printCommand } from './print-command';
import { repositoryOption } from './repository-option';

/** `cdk8s-drupal images`: which images of a repository an environment needs. */
export function imagesCommand(): Command {
  return new Command('images')
    .description('print the images that an environment runs or can roll back to, one per line')
    .argument('<folder>', 'dist/SITE/ENVIRONMENT, as synth made it')
    .addOption(repositoryOption())
    .option('--context <name>', 'the context of the kubeconfig')
    .action((folder: string, { repository, context }: { readonly repository: string; readonly context?: string }) =>
      printCommand(async () => {
        const { namespace } = readDist(folder);
        return (await imagesInUse(new Kubectl({ context, namespace }), repository)).join('\n');
      }),
    );
}
