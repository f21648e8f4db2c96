import { Command, Option } from 'commander';
import type { DeployContext } from '../context/deploy-context';
import { readDist } from '../dist';
import { chooseProgress } from '../progress/choose-progress';
import { type Announcement, announced } from './announced';
import { type ContextOptions, contextOf } from './context-options';
import { duration } from './duration';
import { assertMeantEnvironment } from './meant-environment';
import type { Outcome } from './outcome';
import { runCommand } from './run-command';
import { titleOf } from './title';

/** A command on a folder that synth made and the cluster that it belongs to. */
export function clusterCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<folder>', 'dist/SITE/ENVIRONMENT, as synth made it')
    .option('--context <name>', 'the context of the kubeconfig')
    .addOption(
      new Option('--timeout <time>', 'time limit of each wait: another deploy, databases and services, the web')
        .argParser(duration)
        .default(duration('15m'), '15m'),
    )
    .option('--json', 'print one JSON object at the end');
}

/**
 * The action of such a command: reads the folder, does the work, and says of which site and environment what came of it. Work
 * that has printed its result itself returns nothing. What is announced reaches whom the site file names.
 */
export function clusterAction<Options extends object>(
  work: (context: DeployContext, options: ContextOptions & Options) => Promise<Outcome | undefined>,
  announcement?: Announcement<Options>,
): (folder: string, options: ContextOptions & Options) => Promise<void> {
  return (folder, options) => {
    const progress = chooseProgress(options);
    return runCommand(progress, async () => {
      const dist = readDist(folder);
      assertMeantEnvironment(dist, options);
      const context = contextOf(dist, options, progress);
      const outcome = await announced(context, progress, options, announcement, () => work(context, options));
      if (outcome === undefined) return undefined;
      const { verdict, lines } = outcome;
      return { headline: titleOf(dist) + (verdict === undefined ? '' : `: ${verdict}`), lines };
    });
  };
}
