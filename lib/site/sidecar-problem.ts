import type { Problem } from '../problem';

/**
 * A sidecar in a pod that ends by itself, on a cluster that may not know native sidecars. As an ordinary container it would keep
 * the Job from ending; as an init container with `restartPolicy: Always`, Kubernetes 1.27 refuses the field, and 1.28 may drop
 * it and wait for ever.
 */
export function sidecarProblem(names: readonly string[]): Problem {
  return {
    path: 'sidecars',
    value: names,
    message: 'would keep release, cron and commands from ending, since Kubernetes before 1.29 has no native sidecars',
    allowed: "sidecars of the web, or a cluster with version: '1.29' or newer",
    fix: "move them to web.pod, or say the cluster's version: Cluster.generic({ version: '1.31' })",
  };
}
