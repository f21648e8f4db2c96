import type { SecretNeed } from '../../lib/site/secret-source';
import type { DeployContext } from '../context/deploy-context';
import type { Dist } from '../dist';
import { Kubectl } from '../kubectl/kubectl';
import type { RedactingProgress } from '../progress/redacting-progress';

/** What every command that goes to a cluster is told. */
export interface ContextOptions {
  readonly context?: string;
  readonly timeout: number;
  readonly json?: boolean;
  readonly takeOver?: readonly string[];
}

/** The context of a command's steps. */
export function contextOf(dist: Dist, options: ContextOptions, progress: RedactingProgress): DeployContext {
  progress.conceal(secretsIn(process.env, dist.plan.secrets));
  progress.conceal((dist.plan.notifications ?? []).map(({ variable }) => process.env[variable] ?? ''));
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
