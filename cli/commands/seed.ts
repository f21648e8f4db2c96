import type { Command } from 'commander';
import { type SeedOptions, seed } from '../data/seed';
import { clusterAction, clusterCommand } from './cluster-command';

/** `cdk8s-drupal seed`: fills an environment with another one's sanitised copy. */
export function seedCommand(): Command {
  return clusterCommand('seed', "fill an environment's database afresh with the sanitised copy of another")
    .option('--environment <name>', "the environment's name, typed out by whoever means it")
    .action(
      clusterAction<SeedOptions>(
        async (context, options) => ({ verdict: 'seeded', lines: await seed(context, options) }),
        { event: 'restore', unless: ({ environment }) => environment === undefined },
      ),
    );
}
