import disruptionBudgets from './disruption-budgets';
import edgeBackends from './edge-backends';
import knownReferences from './known-references';
import pinnedImages from './pinned-images';
import restrictedPods from './restricted-pods';
import type { Rule } from './rule';
import serviceSelectors from './service-selectors';
import sharedVolumes from './shared-volumes';
import tlsHosts from './tls-hosts';
import uniqueNames from './unique-names';

/** Every rule that a site's objects must pass before they are written. */
export const rules: readonly Rule[] = [
  uniqueNames,
  knownReferences,
  serviceSelectors,
  edgeBackends,
  tlsHosts,
  disruptionBudgets,
  restrictedPods,
  pinnedImages,
  sharedVolumes,
];
