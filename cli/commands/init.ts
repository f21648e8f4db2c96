import { Command } from 'commander';

/** `cdk8s-drupal init`: writes what a site repository needs. */
export function initCommand(): Command {
  return new Command('init').description('writes what a site repository needs');
}
