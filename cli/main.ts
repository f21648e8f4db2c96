import { Command } from 'commander';
import { deployCommand } from './commands/deploy';
import { destroyCommand } from './commands/destroy';
import { diffCommand } from './commands/diff';
import { initCommand } from './commands/init';
import { rollbackCommand } from './commands/rollback';
import { scanCommand } from './commands/scan';
import { statusCommand } from './commands/status';

const { version } = require('cdk8s-drupal/package.json');

new Command('cdk8s-drupal')
  .description('Drupal-style websites on Kubernetes: one typed file per site becomes plain YAML')
  .version(version)
  .addCommand(initCommand())
  .addCommand(deployCommand())
  .addCommand(diffCommand())
  .addCommand(statusCommand())
  .addCommand(rollbackCommand())
  .addCommand(destroyCommand())
  .addCommand(scanCommand())
  .parseAsync();
