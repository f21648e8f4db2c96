import { existsSync } from 'node:fs';
import { kubectlSync } from './kubectl';

const HOW = 'These tests make and delete namespaces in a cluster: point KUBECONFIG at one that may be used for that.';

/** Runs before all tests of the cluster, which were asked for: what they lack is an error and no reason to skip them. */
export default function requireCluster(): void {
  const file = process.env.KUBECONFIG;
  if (!file) throw new Error(`KUBECONFIG is not set. ${HOW}`);
  if (!file.split(':').some((part) => existsSync(part))) throw new Error(`KUBECONFIG names no file: ${file}. ${HOW}`);
  try {
    kubectlSync(['version', '--client']);
  } catch (error) {
    throw new Error(`kubectl cannot be run: ${message(error)}. Install it, or add its folder to PATH.`);
  }
  try {
    kubectlSync(['get', '--raw', '/readyz', '--request-timeout', '20s']);
  } catch (error) {
    throw new Error(`the cluster of KUBECONFIG (${file}) does not answer: ${message(error)}`);
  }
}

function message(error: unknown): string {
  const { stderr } = error as { stderr?: string };
  return (stderr || String(error)).trim();
}
