import { isAway } from './is-away';

/** Where kubectl looks for a server if nobody has named one. */
const NAMELESS = /\blocalhost:8080\b/;

/** What to do where kubectl has not reached a server: a line, or none. */
export function noWayToCluster(stderr: string, kubeconfig = process.env.KUBECONFIG): string[] {
  if (NAMELESS.test(stderr)) {
    return [
      kubeconfig
        ? `KUBECONFIG is ${kubeconfig}, in which kubectl finds no server: name a file that is there and has a current context (docs/cluster-access.md)`
        : 'kubectl has no kubeconfig: set KUBECONFIG to the file of docs/cluster-access.md',
    ];
  }
  if (!isAway(stderr)) return [];
  return [
    'the server is away, or not reached from here: `kubectl config view --minify` shows its address; then run this again',
  ];
}
