import type { Command } from 'commander';
import { lineOf } from '../data/backup';
import { listBackups } from '../data/list-backups';
import { clusterAction, clusterCommand } from './cluster-command';

/** `cdk8s-drupal backups`: what there is to go back to. */
export function backupsCommand(): Command {
  return clusterCommand('backups', 'list the backups, the newest first').action(
    clusterAction(async (context) => {
      const backups = await context.progress.step('look', () => listBackups(context));
      const lines = backups.map((backup) => lineOf(backup, Date.now()));
      return { verdict: `${backups.length} ${backups.length === 1 ? 'backup' : 'backups'}`, lines };
    }),
  );
}
