import { Command, Option } from 'commander';
import { EXIT } from '../context/refusal';
import { init, NothingWritten } from '../init/init';

/** `cdk8s-drupal init`: writes what a site repository needs. */
export function initCommand(): Command {
  return new Command('init')
    .description('add the files that a site repository needs; existing files are merged or left alone')
    .argument('[folder]', 'an empty folder, or the repository of a Drupal site', '.')
    .option(
      '--name <name>',
      "the site's name, a DNS label (default: from package.json, composer.json, git or the folder)",
    )
    .option('--image <image>', "the image's repository (default: the registry of git's origin, if that is gitlab.com)")
    .option('--host <host>', 'host name; repeatable, the canonical one first', (host, hosts?: string[]) => [
      ...(hosts ?? []),
      host,
    ])
    .option(
      '--package <source>',
      'what package.json says of cdk8s-drupal: a file of the repository that npm pack made, an address of git, or a version (default: packages/cdk8s-drupal-VERSION.tgz)',
    )
    .option(
      '--component <address>',
      "where the pipeline's component is, such as gitlab.example.com/group/cdk8s-drupal (default: its files, in .gitlab/cdk8s-drupal/)",
    )
    .option(
      '--directory <folder>',
      "a folder for the deployment's own files, such as deploy, beside a package.json of yours (default: where they are, or the repository's root)",
    )
    .option('--dry-run', 'say what would be written, what was seen and what is left to do, and write nothing')
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
