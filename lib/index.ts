export { Edge } from './edge/edge';
export type { GatewayEdgeProps } from './edge/gateway-props';
export { GatewayRoutes, type GatewayRoutesProps } from './edge/gateway-routes';
export type { IngressEdgeProps } from './edge/ingress-props';
export { TlsIngress, type TlsIngressProps } from './edge/tls-ingress';
export type { Cpu, Size } from './kubernetes/quantity';
export type { Resources } from './kubernetes/resources';
export { NetworkPolicies, type NetworkPoliciesProps } from './policy/network-policies';
export { SiteNamespace, type SiteNamespaceProps } from './policy/site-namespace';
export { InvalidInput, type Problem } from './problem';
export { DrupalRuntime } from './runtime/drupal-runtime';
export type { DrupalRuntimeProps } from './runtime/drupal-runtime-props';
export { PullSecret, type PullSecretProps } from './secrets/pull-secret';
export { BlockFiles, type BlockFilesProps } from './services/block-files';
export { Cache, type CacheProps } from './services/cache';
export { Database } from './services/database';
export { type ExistingFilesProps, Files } from './services/files';
export type { ManagedMySqlProps } from './services/managed-mysql';
export { MariaDb, type MariaDbProps } from './services/mariadb';
export { NfsFiles, type NfsFilesProps } from './services/nfs-files';
export { Search } from './services/search';
export { Solr, type SolrProps } from './services/solr';
export type { BackingService, Binding, EnvValue, FilesService, Mount, Peer } from './site/backing-service';
export { Cluster, type ClusterProps } from './site/cluster';
export { RegistryCredential } from './site/registry-credential';
export type { ResolvedSite } from './site/resolved-site';
export type { Risk } from './site/risk';
export { SecretSource } from './site/secret-source';
export {
  defineSite,
  type EnvironmentProps,
  type ReviewProps,
  type Site,
  type SiteProps,
  type SiteSettings,
} from './site/site';
export type { SiteEdge } from './site/site-edge';
export { siteFiles } from './synth/site-files';
export { type SiteFile, synthSites } from './synth/synth-sites';
export { DrupalRelease, type DrupalReleaseProps } from './workloads/drupal-release';
export { DrupalWeb, type DrupalWebProps } from './workloads/drupal-web';
export { DrushCronJob, type DrushCronJobProps } from './workloads/drush-cron-job';
