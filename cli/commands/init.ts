import { Command, Option } from 'commander';
import { init, NothingWritten } from '../init/init';
import { EXIT } from '../refusal';

/** `cdk8s-drupal init`: writes what a site repository needs. */
export function initCommand(): Command {
  return new Command('init')
    .description('writes what a site repository needs, and changes nothing that is there')
    .argument('[folder]', 'an empty folder, or the repository of a Drupal site', '.')
    .option(
      '--name <name>',
      "the site's name, a DNS label (default: from package.json, composer.json, git or the folder)",
    )
    .option('--image <image>', "the image's repository (default: the registry of git's origin, if that is gitlab.com)")
    .option(
      '--host <host>',
      'a host name; say it again for more, the canonical one first',
      (host, hosts?: string[]) => [...(hosts ?? []), host],
    )
    .option(
      '--package <source>',
      'what package.json says of cdk8s-drupal: a file of the repository that npm pack made, an address of git, or a version (default: packages/cdk8s-drupal-VERSION.tgz)',
    )
    .option(
      '--component <address>',
      "where the pipeline's component is, such as gitlab.example.com/group/cdk8s-drupal (default: its files, in .gitlab/cdk8s-drupal/)",
    )
    .addOption(new Option('--profile <profile>', 'the family of the image').choices(['official', 'flightdeck']))
    .action((folder: string, options) => {
      try {
        console.log(init(folder, options));
      } catch (error) {
        if (!(error instanceof NothingWritten)) throw error;
        console.error(error.message);
        process.exitCode = EXIT.refused;
      }
    });
}
