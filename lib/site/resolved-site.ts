import type { BackingService, FilesService } from './backing-service';
import type { Cluster } from './cluster';
import type { Hosts } from './hosts';
import type { PinnedImage } from './image';
import type { RegistryCredential } from './registry-credential';
import type { SecretSource } from './secret-source';
import type { Autoscaling, EnvironmentProps, SiteSettings } from './site';
import type { SiteEdge } from './site-edge';

/** A site in one environment with nothing left to decide: plain data, from which the objects follow. */
export interface ResolvedSite extends Omit<SiteSettings, 'image'> {
  /** The site's name. */
  readonly site: string;
  /** The environment's name. */
  readonly environment: string;
  /** `SITE-ENVIRONMENT`: the namespace, and the `instance` label. */
  readonly instance: string;
  /** The image that runs, down to its tag or digest. */
  readonly image: PinnedImage;
  /** Its host names. */
  readonly hosts: Hosts;
  readonly profile: 'official' | 'flightdeck';
  readonly cluster: Cluster;
  /** How visitors reach it. */
  readonly edge: SiteEdge;
  readonly database: BackingService;
  readonly files: FilesService;
  /** All services in the order in which they are bound. */
  readonly services: readonly BackingService[];
  readonly timeZone: string;
  readonly hashSalt: SecretSource;
  readonly pullSecret: RegistryCredential;
  /** How many web pods run; undefined where autoscaling decides. */
  readonly replicas?: number;
  readonly autoscaling?: Required<Autoscaling>;
  /**
   * The branch whose pipeline deploys it.
   * @default - any
   */
  readonly branch?: EnvironmentProps['branch'];
  /** Whether it is the environment of a merge request, which may be taken away without asking. */
  readonly isReview: boolean;
  /** What had to be assumed, as parts of a sentence. */
  readonly assumptions: readonly string[];
}

/** What a site gets that says nothing. It is given from outside, since a room knows no room that is built on it. */
export interface SiteDefaults {
  readonly database: BackingService;
  readonly files: FilesService;
  readonly cluster: Cluster;
  readonly edge: SiteEdge;
}
