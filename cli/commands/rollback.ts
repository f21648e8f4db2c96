import type { Command } from 'commander';
import { Refusal } from '../context/refusal';
import { type RollbackDatabaseOptions, rollbackDatabase } from '../data/rollback-database';
import { rollback } from '../deploy/rollback';
import { clusterAction, clusterCommand } from './cluster-command';
import { takeOverOption } from './take-over-option';

/** `cdk8s-drupal rollback`: brings the previous release's web back. */
export function rollbackCommand(): Command {
  return clusterCommand('rollback', 'return to the web of the previous release')
    .addOption(takeOverOption('roll back although this namespace serves the same host, or this controller has let go'))
    .option('--database', 'undo what the release has changed in the database, too: the dump from before it comes back')
    .option('--environment <name>', "with --database, the environment's name, typed out by whoever means it")
    .action(
      clusterAction<RollbackDatabaseOptions & { readonly database?: boolean }>(
        async (context, { database, ...options }) => {
          if (options.environment !== undefined && !database)
            throw new Refusal('--environment says what is meant of --database alone; nothing was changed', [
              'add --database, or leave --environment out: the web goes back without being asked twice',
            ]);
          const lines = database ? await rollbackDatabase(context, options) : await rollback(context);
          return { verdict: 'rolled back', lines };
        },
        { event: 'rollback', unless: ({ database = false, environment }) => database === (environment === undefined) },
      ),
    );
}
