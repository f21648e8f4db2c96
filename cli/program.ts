import { Command } from 'commander';
import { backupCommand } from './commands/backup';
import { backupsCommand } from './commands/backups';
import { deployCommand } from './commands/deploy';
import { destroyCommand } from './commands/destroy';
import { diffCommand } from './commands/diff';
import { gitlabCommand } from './commands/gitlab';
import { withHelp } from './commands/help';
import { imagesCommand } from './commands/images';
import { initCommand } from './commands/init';
import { inspectCommand } from './commands/inspect';
import { loginCommand } from './commands/login';
import { logsCommand } from './commands/logs';
import { restoreCommand } from './commands/restore';
import { rollbackCommand } from './commands/rollback';
import { drushCommand, runCommandInPod } from './commands/run';
import { scanCommand } from './commands/scan';
import { seedCommand } from './commands/seed';
import { shellCommand } from './commands/shell';
import { statusCommand } from './commands/status';

/** The whole command line. */
export function program(): Command {
  const { version } = require('cdk8s-drupal/package.json');
  return new Command('cdk8s-drupal')
    .description('Drupal-style websites on Kubernetes: one typed file per site becomes plain YAML')
    .version(version)
    .addCommand(withHelp(initCommand()))
    .addCommand(withHelp(deployCommand()))
    .addCommand(withHelp(diffCommand()))
    .addCommand(withHelp(statusCommand()))
    .addCommand(withHelp(rollbackCommand()))
    .addCommand(withHelp(backupCommand()))
    .addCommand(withHelp(backupsCommand()))
    .addCommand(withHelp(restoreCommand()))
    .addCommand(withHelp(seedCommand()))
    .addCommand(withHelp(destroyCommand()))
    .addCommand(withHelp(drushCommand()))
    .addCommand(withHelp(shellCommand()))
    .addCommand(withHelp(runCommandInPod()))
    .addCommand(withHelp(loginCommand()))
    .addCommand(withHelp(logsCommand()))
    .addCommand(withHelp(scanCommand()))
    .addCommand(withHelp(inspectCommand()))
    .addCommand(withHelp(imagesCommand()))
    .addCommand(withHelp(gitlabCommand()));
}
