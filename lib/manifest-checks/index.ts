import acceptableObjects from './acceptable-objects';
import type { Check } from './check';
import disruptionBudgets from './disruption-budgets';
import edgeBackends from './edge-backends';
import heldWorkloads from './held-workloads';
import knownReferences from './known-references';
import noSecretValues from './no-secret-values';
import ownHosts from './own-hosts';
import ownNamespace from './own-namespace';
import pinnedImages from './pinned-images';
import restrictedPods from './restricted-pods';
import sameNode from './same-node';
import separateWorkloads from './separate-workloads';
import serviceSelectors from './service-selectors';
import sharedVolumes from './shared-volumes';
import tlsHosts from './tls-hosts';
import uniqueNames from './unique-names';

export type { Check } from './check';
export { default as completeObjects } from './complete-objects';
export { connectedPods, type Reached } from './connected-pods';
export { ownRisks } from './own-risks';

/** Every rule that a site's objects must pass before they are written. */
export const checks: readonly Check[] = [
  uniqueNames,
  acceptableObjects,
  ownNamespace,
  ownHosts,
  noSecretValues,
  knownReferences,
  serviceSelectors,
  separateWorkloads,
  edgeBackends,
  tlsHosts,
  disruptionBudgets,
  heldWorkloads,
  restrictedPods,
  pinnedImages,
  sharedVolumes,
  sameNode,
];
