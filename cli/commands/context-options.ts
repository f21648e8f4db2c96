import { Command, Option } from 'commander';
import type { SecretNeed } from '../../lib/site/secret-source';
import type { DeployContext } from '../deploy/deploy-context';
import type { Dist } from '../dist';
import { Kubectl } from '../kubectl/kubectl';
import type { DiscreetProgress } from '../progress/discreet-progress';
import { duration } from './duration';

/** What every command that goes to a cluster is told. */
export interface ContextOptions {
  readonly context?: string;
  readonly timeout: number;
  readonly json?: boolean;
  readonly takeOver?: readonly string[];
}

/** A command on a folder that synth made and the cluster that it belongs to. */
export function clusterCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<folder>', 'dist/SITE/ENVIRONMENT, as synth made it')
    .option('--context <name>', 'the context of the kubeconfig')
    .addOption(
      new Option('--timeout <time>', 'how long to wait for each thing: another deploy, a database, the web')
        .argParser(duration)
        .default(duration('15m'), '15m'),
    )
    .option('--json', 'print one JSON object at the end');
}

/** The context of a command's steps. */
export function contextOf(dist: Dist, options: ContextOptions, progress: DiscreetProgress): DeployContext {
  progress.conceal(secretsIn(process.env, dist.plan.secrets));
  const onSecrets = (values: readonly string[]) => progress.conceal(values);
  const kubectl = new Kubectl({ context: options.context, namespace: dist.namespace, onSecrets });
  const { timeout, takeOver } = options;
  return { dist, kubectl, progress, variables: process.env, timeout, takeOver, stop: stopSignal() };
}

/** Tells that the process was asked to end; asked again, it ends at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort(signal));
  return controller.signal;
}

/** The values of the variables that make a secret, and of a pull secret also the login, whose base64 form stands in it. */
function secretsIn(variables: NodeJS.ProcessEnv, needs: readonly SecretNeed[]): string[] {
  return needs
    .flatMap(({ keys }) => Object.values(keys))
    .flatMap((source) => {
      if (source.from === 'environment') return [variables[source.variable] ?? ''];
      if (source.from !== 'registry-login') return [];
      const user = 'name' in source.user ? source.user.name : variables[source.user.variable];
      const password = variables[source.passwordVariable] ?? '';
      return [password, `${user}:${password}`];
    })
    .filter(Boolean);
}
