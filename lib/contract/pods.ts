/** Annotations of Drupal's pods that others read. */
export const POD = {
  /**
   * Volumes that do not keep the cluster's autoscaler from moving a pod.
   * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-types-of-pods-can-prevent-ca-from-removing-a-node
   */
  movable: 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes',
  /** Which container `kubectl logs` and `exec` mean. */
  defaultContainer: 'kubectl.kubernetes.io/default-container',
} as const;

/** The minor version of Kubernetes from which on a Job ends its sidecars. */
export const NATIVE_SIDECARS = 29;
