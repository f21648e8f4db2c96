import cluster from './cluster';
import namespace from './namespace';
import pullSecret from './pull-secret';
import replicas from './replicas';
import reservedNamespace from './reserved-namespace';
import resources from './resources';
import type { SiteRule } from './rule';
import services from './services';

export type { Merged } from './rule';

/** What a definition must keep to beyond its shape. */
export const siteRules: readonly SiteRule[] = [
  namespace,
  reservedNamespace,
  replicas,
  resources,
  pullSecret,
  services,
  cluster,
];
