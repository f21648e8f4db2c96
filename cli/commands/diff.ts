import type { Command } from 'commander';
import { changes } from '../diff/changes';
import { asMarkdown } from '../diff/markdown';
import { asText } from '../diff/text';
import { clusterAction, clusterCommand } from './cluster-command';
import { titleOf } from './title';

/** `cdk8s-drupal diff`: what a deploy would change. */
export function diffCommand(): Command {
  return clusterCommand('diff', 'show what a deploy would change')
    .option('--markdown', 'print a comment for a merge request')
    .action(
      clusterAction<{ markdown?: boolean }>(async (context, { json, markdown }) => {
        const { changes: found, drift } = await changes(context);
        if (json) return { lines: [...found.map(({ verb, name }) => `${verb} ${name}`), ...drift] };
        const title = titleOf(context.dist);
        process.stdout.write(markdown ? asMarkdown(title, found, drift) : asText(title, found, drift));
        return undefined;
      }),
    );
}
