export { Backups } from './backups/backups';
export { type Ci, readCi } from './ci/ci';
export type { AlarmName } from './contract/alarms';
export type { MessageForm, Told } from './contract/notification';
export type { Phase } from './contract/phases';
export type { ReleaseOrder } from './contract/release';
export type { Risk } from './contract/risks';
export type { BoundService } from './drupal-site/bound-services';
export { DrupalSite } from './drupal-site/drupal-site';
export type { DrupalSiteProps } from './drupal-site/drupal-site-props';
export type { SiteProxy } from './drupal-site/later-steps';
export type { ManifestFile } from './drupal-site/manifests';
export type { ControllerName } from './edge/controllers';
export { Edge } from './edge/edge';
export type { GatewayEdgeProps } from './edge/gateway-props';
export { GatewayRoutes, type GatewayRoutesProps } from './edge/gateway-routes';
export type { IngressEdgeProps } from './edge/ingress-props';
export type { RouteProps } from './edge/route-props';
export type { TlsProps } from './edge/tls';
export { TlsIngress, type TlsIngressProps } from './edge/tls-ingress';
export type { VisitorAddress } from './edge/visitor-address';
export type { Image, PinnedImage } from './formats/image';
export {
  chartLabels,
  type LabelProps,
  type Labels,
  labels as serviceLabels,
  selectorLabels,
} from './kubernetes/labels';
export type { Manifest } from './kubernetes/manifest';
export type { Cpu, Size } from './kubernetes/quantity';
export type { Resources } from './kubernetes/resources';
export {
  type ContainerRights,
  type Identity,
  restrictedContainer,
  restrictedPod,
} from './kubernetes/restricted';
export { type Caller, NetworkPolicies, type NetworkPoliciesProps } from './policy/network-policies';
export { SiteNamespace, type SiteNamespaceProps } from './policy/site-namespace';
export { InvalidInput, type Problem } from './problem';
export { DrupalRuntime } from './runtime/drupal-runtime';
export type { DrupalRuntimeProps, Role } from './runtime/drupal-runtime-props';
export type { RuntimeProfile } from './runtime/profile';
export { PullSecret, type PullSecretProps } from './secrets/pull-secret';
export { BlockFiles, type BlockFilesPlacement, type BlockFilesProps } from './services/block-files';
export { Cache, type CacheProps } from './services/cache';
export { Database } from './services/database';
export { type ExistingFilesProps, Files } from './services/files';
export type { FilesPlacement } from './services/files-binding';
export { HttpCache } from './services/http-cache';
export { Mail } from './services/mail';
export type { MailpitProps } from './services/mailpit';
export type { ManagedMySqlProps } from './services/managed-mysql';
export type { ManagedRedisProps } from './services/managed-redis';
export { MariaDb, type MariaDbProps } from './services/mariadb';
export type { MariaDbSettings } from './services/mariadb-settings';
export { NfsFiles, type NfsFilesProps } from './services/nfs-files';
export { OpenSearch, type OpenSearchProps } from './services/opensearch';
export type { ManagedPostgreSqlProps } from './services/postgresql/managed-postgresql';
export { PostgreSql, type PostgreSqlProps } from './services/postgresql/postgresql';
export type { PostgreSqlSettings } from './services/postgresql/settings';
export type { BucketFilesProps, S3FilesProps, SpacesFilesProps } from './services/s3-files';
export { Search } from './services/search';
export { SharedFiles, type SharedFilesProps } from './services/shared-files';
export type { SmtpRelayProps } from './services/smtp-relay';
export { Solr, type SolrPlacement, type SolrProps } from './services/solr';
export type { SolrCore, SolrCores } from './services/solr-cores';
export type { ServerPlacement } from './services/stateful-server';
export type { VarnishProps } from './services/varnish/varnish';
export { Access, type ClosedAccess, type DoorPart, type PasswordProps } from './site/access';
export type {
  AccessMode,
  AddressPeer,
  BackingService,
  Binding,
  DatabaseProbe,
  EnvValue,
  Figures,
  FilesService,
  HttpCacheService,
  MailService,
  Mount,
  Peer,
  PodPeer,
  ProxyContext,
  SecretFiles,
  SiteContext,
} from './site/backing-service';
export type {
  BackupsToKeep,
  CommonBackupsProps,
  Rehearsal,
  S3BackupsProps,
  SanitisedCopy,
  SpacesBackupsProps,
} from './site/backups-props';
export { Cluster, type ClusterProps, type KubernetesVersion } from './site/cluster';
export type {
  DataBackup,
  DatabaseBackup,
  FilesBackup,
  NoBackup,
  OutsideBackup,
  ScratchServer,
} from './site/data-backup';
export type { Hosts } from './site/hosts';
export type { HttpStop } from './site/http-stop';
export type { Limits, ResolvedLimits } from './site/limits';
export {
  type Alarms,
  type ExporterImages,
  Metrics,
  type MetricsForm,
  type MetricsProps,
  type OperatorMetricsProps,
  type ResolvedAlarms,
  type ResolvedMetrics,
} from './site/metrics';
export { type Notification, Notify, type NotifyProps } from './site/notification';
export type {
  AddedObject,
  AddedPhase,
  JsonPatchOperation,
  Patch,
  PatchTarget,
  StrategicMergePatch,
} from './site/patch';
export type { Php } from './site/php';
export type {
  PodContainer,
  PodMount,
  PodPlacement,
  PodSecurityContext,
  PodSettings,
  Sidecar,
  SidecarPort,
  SidecarProbe,
  WorkloadSettings,
} from './site/pod';
export type { ParsedRedirect, Redirect } from './site/redirects';
export { RegistryCredential } from './site/registry-credential';
export type {
  ResolvedRelease,
  ResolvedSchedule,
  ResolvedSite,
  ResolvedWorker,
  ResolvedWorkload,
} from './site/resolved-site';
export type { Routing } from './site/routing';
export { type LoginSource, type PullSource, type SecretNeed, SecretSource } from './site/secret-source';
export type { SecurityHeaders } from './site/security-headers';
export type { Seed } from './site/seed';
export {
  type Autoscaling,
  type Cron,
  type DrushCommand,
  defineSite,
  type EnvironmentProps,
  type ProgramCommand,
  type Release,
  type ReviewProps,
  type Schedule,
  type ScheduledCommand,
  type Site,
  type SiteProps,
  type SiteSettings,
} from './site/site';
export type { BackupSettings, SiteBackups } from './site/site-backups';
export type { AskedRoute, RequestFigures, Route, SiteEdge } from './site/site-edge';
export type { PodRole, SiteRuntime } from './site/site-runtime';
export type { DrushWorker, ProgramWorker, Worker, WorkerSettings } from './site/worker';
export { siteFiles } from './synth/site-files';
export { type SiteFile, synthSites } from './synth/synth-sites';
export { DrupalCronJob, type DrupalCronJobProps } from './workloads/drupal-cron-job';
export { DrupalRelease, type DrupalReleaseProps, type ReleasePreparation } from './workloads/drupal-release';
export { DrupalWeb, type DrupalWebProps } from './workloads/drupal-web';
export { DrupalWorker, type DrupalWorkerProps } from './workloads/drupal-worker';
