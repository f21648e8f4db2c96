import access from './access';
import backingServices from './backing-services';
import backups from './backups';
import type { SiteCheck } from './check';
import cluster from './cluster';
import limits from './limits';
import mail from './mail';
import metrics from './metrics';
import namespace from './namespace';
import php from './php';
import proxies from './proxies';
import pullSecret from './pull-secret';
import redirects from './redirects';
import replicas from './replicas';
import reservedNamespace from './reserved-namespace';
import resources from './resources';
import securityHeaders from './security-headers';
import sidecars from './sidecars';
import workers from './workers';

export type { Merged } from './check';

/** What a definition must keep to beyond its shape. */
export const siteChecks: readonly SiteCheck[] = [
  namespace,
  reservedNamespace,
  replicas,
  resources,
  php,
  sidecars,
  workers,
  pullSecret,
  backingServices,
  backups,
  mail,
  access,
  securityHeaders,
  limits,
  redirects,
  metrics,
  proxies,
  cluster,
];
