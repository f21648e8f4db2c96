/** What this program calls itself in a cluster: the owner of fields, and the value of the label managed-by. */
export const PROGRAM = 'cdk8s-drupal';

/** Who sets the number of pods that an autoscaler will decide about: a manager apart, so that a later apply does not take it back. */
export const REPLICAS_MANAGER = `${PROGRAM}-replicas`;
