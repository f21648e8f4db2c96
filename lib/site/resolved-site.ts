import type { ReleaseOrder } from '../contract/release';
import type { Risk } from '../contract/risks';
import type { PinnedImage } from '../formats/image';
import type { Size } from '../kubernetes/quantity';
import type { Resources } from '../kubernetes/resources';
import type { ClosedAccess } from './access';
import type { BackingService, FilesService, HttpCacheService, MailService } from './backing-service';
import type { Cluster } from './cluster';
import type { Hosts } from './hosts';
import type { ResolvedLimits } from './limits';
import type { ResolvedMetrics } from './metrics';
import type { Notification } from './notification';
import type { AddedObject, Patch } from './patch';
import type { PodSettings } from './pod';
import type { ParsedRedirect } from './redirects';
import type { RegistryCredential } from './registry-credential';
import type { Routing } from './routing';
import type { SecretSource } from './secret-source';
import type { Seed } from './seed';
import type { Autoscaling, SiteSettings } from './site';
import type { SiteBackups } from './site-backups';
import type { SiteEdge } from './site-edge';
import type { Worker, WorkerSettings } from './worker';

/**
 * A site in one environment with nothing left to decide: what the site file leaves out has its default here. What is still
 * optional is a thing that a site may be without.
 */
export interface ResolvedSite {
  /** The site's name. */
  readonly site: string;
  /** The environment's name. */
  readonly environment: string;
  /** `SITE-ENVIRONMENT`: the namespace, and the `instance` label. */
  readonly instance: string;
  /**
   * The branch whose pipeline deploys it.
   * @default - any
   */
  readonly branch?: string;
  /** Whether it is an environment that the public uses. */
  readonly isLive: boolean;
  /** Whether it is the environment of a merge request, which may be taken away without asking. */
  readonly isReview: boolean;
  /** The image that runs, down to its tag or digest. */
  readonly image: PinnedImage;
  /** The family that the image belongs to. */
  readonly profile: NonNullable<SiteSettings['profile']>;
  /** The cluster. */
  readonly cluster: Cluster;
  /** Ranges of addresses whose word on a visitor's address Drupal takes. */
  readonly proxyAddresses: readonly string[];
  /** How visitors reach it. */
  readonly edge: SiteEdge;
  /** Its host names. */
  readonly hosts: Hosts;
  /** Whether the other hosts redirect to the canonical one. */
  readonly redirectToCanonical: boolean;
  /** What the edge does with requests and responses. */
  readonly routing: Routing;
  /** Headers of responses that the edge cannot set, and the web's pods do. */
  readonly webHeaders: Readonly<Record<string, string>>;
  /** Paths that the web's pods lead elsewhere. */
  readonly redirects: readonly ParsedRedirect[];
  /**
   * What keeps the public out.
   * @default - nothing: it is open
   */
  readonly access?: ClosedAccess;
  /**
   * How much the edge takes from one address.
   * @default - as much as comes
   */
  readonly limits?: ResolvedLimits;
  /** The largest request that the edge lets through. */
  readonly uploadSize: Size;
  /** The database. */
  readonly database: BackingService;
  /** Where uploaded files are kept. */
  readonly files: FilesService;
  /**
   * The cache.
   * @default - none: Drupal caches in the database
   */
  readonly cache?: BackingService;
  /**
   * What keeps whole pages between the edge and the web.
   * @default - none
   */
  readonly httpCache?: HttpCacheService;
  /**
   * The search server.
   * @default - none
   */
  readonly search?: BackingService;
  /**
   * Where its backups go, and how.
   * @default - it has none
   */
  readonly backups?: SiteBackups;
  /**
   * What it begins with.
   * @default - an empty database
   */
  readonly seed?: Seed;
  /**
   * Where mail goes.
   * @default - nowhere
   */
  readonly mail?: MailService;
  /** All services in the order in which they are bound: the above, and those of the site's own. */
  readonly services: readonly BackingService[];
  /** The risks that the site takes with what its own services emit. */
  readonly allow: readonly Risk[];
  /** What a Drupal container of a service's own workload asks for, where that does not say; the site's own have theirs. */
  readonly resources: Resources;
  /**
   * What Drupal's pods have besides: what the cluster, the site and the environment say.
   * @default - nothing
   */
  readonly pod?: PodSettings;
  /** The web's pods. */
  readonly web: ResolvedWorkload;
  /**
   * How many web pods run.
   * @default - autoscaling decides
   */
  readonly replicas?: number;
  /**
   * The bounds between which the number of web pods follows the load.
   * @default - it does not
   */
  readonly autoscaling?: Required<Autoscaling>;
  /**
   * The path that the web must answer before visitors are sent to it.
   * @default - `/`, with a query that differs for each release
   */
  readonly healthPath?: string;
  /** What runs with the new image before the web is replaced. */
  readonly release: ResolvedRelease;
  /** Drupal's cron, if there is one. */
  readonly cron: ResolvedSchedule | false;
  /** The further commands, by name. */
  readonly commands: Readonly<Record<string, ResolvedSchedule>>;
  /** What works all the time, by name. */
  readonly workers: Readonly<Record<string, ResolvedWorker>>;
  /** Who is told how a deploy ended. */
  readonly notifications: readonly Notification[];
  /**
   * Figures for Prometheus, and alarms.
   * @default - none
   */
  readonly metrics?: ResolvedMetrics;
  /** The time zone of all schedules. */
  readonly timeZone: string;
  /** Environment variables of every Drupal container, those of PHP's settings among them. */
  readonly env: Readonly<Record<string, string | SecretSource>>;
  /** Secrets that every Drupal container reads as files. */
  readonly secrets: Readonly<Record<string, SecretSource>>;
  /** Where Drupal's hash salt comes from. */
  readonly hashSalt: SecretSource;
  /** How the cluster logs in to the image's registry. */
  readonly pullSecret: RegistryCredential;
  /**
   * The Secret by which the cluster logs in to the registries of the services' images.
   * @default - that of the image's registry is enough
   */
  readonly servicesPullSecret?: string;
  /** Further objects. */
  readonly objects: readonly AddedObject[];
  /** Changes of objects. */
  readonly patches: readonly Patch[];
  /**
   * A program that changes the site's constructs.
   * @default - none
   */
  readonly customize?: SiteSettings['customize'];
  /** What had to be assumed, as parts of a sentence. */
  readonly assumptions: readonly string[];
}

/** A workload of a site. */
export interface ResolvedWorkload {
  /**
   * What its pods have besides what the site's pods have.
   * @default - nothing
   */
  readonly pod?: PodSettings;
  /** What its Drupal container asks for and where it is stopped. */
  readonly resources: Resources;
}

/** What runs once per image. */
export interface ResolvedRelease extends ResolvedWorkload {
  /** The command. */
  readonly command: readonly [string, ...string[]];
  /**
   * What runs in the command's place while the database holds no table.
   * @default - the command
   */
  readonly install?: readonly [string, ...string[]];
  /** Seconds after which it counts as failed. */
  readonly timeout: number;
  /** When it runs. */
  readonly order: ReleaseOrder;
  /** Whether the database is dumped before, where the site has backups. */
  readonly backup: boolean;
}

/** A command on a schedule. */
export interface ResolvedSchedule extends ResolvedWorkload {
  /** The program and its arguments. */
  readonly command: readonly [string, ...string[]];
  /** A cron expression, in which `H` stands for a value that depends on the site, the environment and the name. */
  readonly schedule: string;
  /** Seconds after which a run is ended. */
  readonly timeout: number;
}

/** What works all the time; whether it is drush is known, since its runs are let end by themselves. */
export type ResolvedWorker = Worker &
  Required<Pick<WorkerSettings, 'replicas' | 'pause' | 'timeout' | 'grace'>> &
  ResolvedWorkload;

/** What a site gets that says nothing. It is given from outside, since a room knows no room that is built on it. */
export interface SiteDefaults {
  readonly database: BackingService;
  readonly files: FilesService;
  readonly cluster: Cluster;
  readonly edge: SiteEdge;
  /** What takes the place of a mail server outside the live environment. */
  readonly mailCatcher: MailService;
}
