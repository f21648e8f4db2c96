import { Command } from 'commander';
import { deployCommand } from './commands/deploy';
import { initCommand } from './commands/init';

const { version } = require('cdk8s-drupal/package.json');

new Command('cdk8s-drupal')
  .description('Drupal-style websites on Kubernetes: one typed file per site becomes plain YAML')
  .version(version)
  .addCommand(initCommand())
  .addCommand(deployCommand())
  .parseAsync();
