import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/** Who applies, in the words of server-side apply. */
export const FIELD_MANAGER = 'cdk8s-drupal-test';

/** Runs kubectl against the cluster that KUBECONFIG names; what it says on failure is the error. */
export function kubectl(args: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'kubectl',
      [...args],
      { maxBuffer: 2 ** 28, env: { ...process.env, ...env } },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(`kubectl ${args.join(' ')}: ${stderr || error.message}`));
      },
    );
    child.stdin?.on('error', () => undefined); // kubectl may end before it has read all, and says why itself
    child.stdin?.end(input);
  });
}

/** The same, while Jest still collects tests. */
export function kubectlSync(args: readonly string[]): string {
  return execFileSync('kubectl', [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** What `kubectl get` finds. */
// biome-ignore lint/suspicious/noExplicitAny: objects of any kind
export async function get(...args: string[]): Promise<any> {
  return JSON.parse(await kubectl(['get', ...args, '--output', 'json']));
}

/** A name that no one else has, so that runs against one cluster do not meet. */
export function unique(name: string): string {
  return `${name}-${randomBytes(3).toString('hex')}`;
}

/** The API groups and versions that the cluster serves: `apps/v1`. */
export function servedVersions(): Set<string> {
  return new Set(kubectlSync(['api-versions']).trim().split('\n'));
}

/** Whether every node is simulated: there pods become ready without an image, and on real ones these would not. */
export function nodesAreSimulated(): boolean {
  const { items } = JSON.parse(kubectlSync(['get', 'nodes', '--output', 'json']));
  return items.every(({ metadata }: { metadata: { annotations?: object } }) =>
    Object.keys(metadata.annotations ?? {}).includes('kwok.x-k8s.io/node'),
  );
}
