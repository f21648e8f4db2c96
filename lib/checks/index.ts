import acceptableObjects from './acceptable-objects';
import disruptionBudgets from './disruption-budgets';
import edgeBackends from './edge-backends';
import knownReferences from './known-references';
import noSecretValues from './no-secret-values';
import ownHosts from './own-hosts';
import ownNamespace from './own-namespace';
import pinnedImages from './pinned-images';
import restrictedPods from './restricted-pods';
import type { Rule } from './rule';
import serviceSelectors from './service-selectors';
import sharedVolumes from './shared-volumes';
import tlsHosts from './tls-hosts';
import uniqueNames from './unique-names';

export { ownRisks } from './own-risks';

/** Every rule that a site's objects must pass before they are written. */
export const rules: readonly Rule[] = [
  uniqueNames,
  acceptableObjects,
  ownNamespace,
  ownHosts,
  noSecretValues,
  knownReferences,
  serviceSelectors,
  edgeBackends,
  tlsHosts,
  disruptionBudgets,
  restrictedPods,
  pinnedImages,
  sharedVolumes,
];
