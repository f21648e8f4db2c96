import type { Command } from 'commander';
import { changes } from '../diff/changes';
import { asMarkdown } from '../diff/markdown';
import { asText } from '../diff/text';
import { readDist } from '../dist';
import { chooseProgress } from '../progress/choose-progress';
import { type ContextOptions, clusterCommand, contextOf } from './context-options';
import { runCommand } from './run-command';

/** `cdk8s-drupal diff`: what a deploy would change. */
export function diffCommand(): Command {
  return clusterCommand('diff', 'shows what a deploy would change')
    .option('--markdown', 'print a comment for a merge request')
    .action((folder: string, options: ContextOptions & { markdown?: boolean }) => {
      const progress = chooseProgress(options);
      return runCommand(progress, async () => {
        const dist = readDist(folder);
        const { changes: found, drift } = await changes(contextOf(dist, options, progress));
        const title = `${dist.site} ${dist.plan.environment}`;
        if (options.json)
          return {
            headline: title,
            lines: [...found.map(({ verb, name }) => `${verb} ${name}`), ...drift],
          };
        process.stdout.write(options.markdown ? asMarkdown(title, found, drift) : asText(title, found, drift));
        return undefined;
      });
    });
}
