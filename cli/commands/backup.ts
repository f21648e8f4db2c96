import type { Command } from 'commander';
import { backupNow } from '../data/backup-now';
import { clusterAction, clusterCommand } from './cluster-command';

/** `cdk8s-drupal backup`: a backup now. */
export function backupCommand(): Command {
  return clusterCommand('backup', 'back the database and the files up now').action(
    clusterAction(async (context) => ({ verdict: 'backed up', lines: await backupNow(context) }), {
      event: 'backup',
      isNews: () => false,
    }),
  );
}
