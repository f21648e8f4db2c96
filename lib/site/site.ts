import type { Resources } from '../kubernetes/resources';
import type { BackingService, FilesService } from './backing-service';
import type { Cluster } from './cluster';
import type { RegistryCredential } from './registry-credential';
import type { Risk } from './risk';
import type { SecretSource } from './secret-source';

/** What describes a site, and may differ in one of its environments. */
export interface SiteSettings {
  /**
   * The container image: its repository where CI gives the tag, else with a tag or digest.
   */
  readonly image: string;
  /**
   * The family that the image belongs to.
   * - `official`: Apache and PHP on port 8080, any numeric user, read-only root;
   * - `flightdeck`: Flight Deck's images, which write their configuration at start.
   * @default official
   */
  readonly profile?: 'official' | 'flightdeck';
  /**
   * The cluster, as its operator describes it.
   * @default - `Cluster.generic()`
   */
  readonly cluster?: Cluster;
  /**
   * The database.
   * @default - `Database.mariadb()`
   */
  readonly database?: BackingService;
  /**
   * Where uploaded files are kept.
   * @default - `Files.block()`
   */
  readonly files?: FilesService;
  /**
   * The cache.
   * @default - none: Drupal caches in the database
   */
  readonly cache?: BackingService;
  /**
   * The search server.
   * @default - none
   */
  readonly search?: BackingService;
  /**
   * Services of your own.
   * @default - none
   */
  readonly services?: readonly BackingService[];
  /**
   * The risks that the site takes with what its own services emit.
   * @default - none: an object that brings one is refused, and the message names the word to add
   */
  readonly allow?: readonly Risk[];
  /**
   * How many web pods run. With `autoscaling`, leave it out.
   * @default - 1 on block storage, else 2
   */
  readonly replicas?: number;
  /**
   * Lets the number of web pods follow the load. Needs files that several nodes can mount. An environment that says
   * `replicas` has none.
   * @default - off
   */
  readonly autoscaling?: Autoscaling;
  /**
   * What a Drupal container asks for and where it is stopped.
   * @default - 250m and 512Mi reserved, killed at 1Gi, no processor limit
   */
  readonly resources?: Resources;
  /**
   * The path that the web must answer, with a status below 400, before visitors are sent to it. A site whose `/` is forbidden
   * to anonymous visitors names another, such as `/user/login`.
   * @default - `/`, with a query that differs for each release, so that no cached page answers for a release that is broken
   */
  readonly healthPath?: string;
  /**
   * Whether the other hosts redirect to the first one. An edge that cannot do it refuses `true`.
   * @default - where the edge can
   */
  readonly redirectToCanonical?: boolean;
  /**
   * What runs with the new image before the web is replaced.
   * @default - `drush deploy -y`, half an hour at most
   */
  readonly release?: Release;
  /**
   * Drupal's cron.
   * @default - once an hour, at a minute that depends on the site's name
   */
  readonly cron?: Schedule;
  /**
   * Further drush commands that run on a schedule, by name.
   * @default - none
   */
  readonly commands?: Readonly<Record<string, DrushCommand>>;
  /**
   * The time zone of all schedules: a name of the IANA database.
   * @default Etc/UTC
   */
  readonly timeZone?: string;
  /**
   * Plain environment variables of every Drupal container. Secrets belong in `secrets`.
   * @default - none
   */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * Secrets that every Drupal container reads as files: `/secrets/site/NAME`.
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, SecretSource>>;
  /**
   * Where Drupal's hash salt comes from.
   * @default - `SecretSource.generated()`
   */
  readonly hashSalt?: SecretSource;
  /**
   * How the cluster logs in to the image's registry.
   * @default - `RegistryCredential.gitlabDeployToken()`; for Docker Hub and other registries of everyone, none
   */
  readonly pullSecret?: RegistryCredential;
  /**
   * The Secret, of type `kubernetes.io/dockerconfigjson` and in the namespace already, by which the cluster logs in to the
   * registries of the services' images: a mirror, or Docker Hub, which counts what is pulled without a login.
   * @default - `pullSecret`, which is enough for images of the same registry
   */
  readonly servicesPullSecret?: string;
}

/** One running instance of a site; whatever it says takes the place of what the site says. */
export interface EnvironmentProps extends Partial<SiteSettings> {
  /** Its host names; the first is the canonical one. */
  readonly hosts: readonly [string, ...string[]];
  /**
   * The branch whose pipeline deploys it.
   * @default - every pipeline makes its manifests
   */
  readonly branch?: string;
}

/** A site. */
export interface SiteProps extends SiteSettings {
  /** Its name: a DNS label, the first half of its namespaces. */
  readonly name: string;
  /** Where it runs, by name: `live`, `stage`. Names that begin with `review` are those of merge requests. */
  readonly environments: Readonly<Record<string, EnvironmentProps>>;
  /**
   * Gives each merge request an environment of its own, for as long as it is open.
   * @default - none
   */
  readonly review?: ReviewProps;
}

/** The environments of merge requests: `review-IID`, where IID is the merge request's number in its project. */
export interface ReviewProps extends Partial<SiteSettings> {
  /** The domain below which each of them has a host, `mr-IID.DOMAIN`. Each site has its own. */
  readonly domain: string;
}

/** The number of web pods, between two bounds. */
export interface Autoscaling {
  /**
   * The fewest pods.
   * @default 2
   */
  readonly minReplicas?: number;
  /**
   * The most pods.
   * @default - 5, or minReplicas if that is more
   */
  readonly maxReplicas?: number;
  /**
   * Processor time to keep to, as a percentage of what a pod reserves.
   * @default 75
   */
  readonly cpu?: number;
}

/** What runs once per image. */
export interface Release {
  /**
   * The command.
   * @default - drush deploy -y
   */
  readonly command?: readonly [string, ...string[]];
  /**
   * What runs in the command's place while the database holds no table: on the first deploy, and on that of each review app.
   * `drush site:install` prints the password that it makes up, into the log: give it one that nobody knows, and log in
   * with `drush user:login`. Needs a database that gives the MYSQL_ variables.
   * @default - the command, which fails on an empty database
   */
  readonly install?: readonly [string, ...string[]];
  /**
   * Seconds after which it counts as failed.
   * @default 1800
   */
  readonly timeout?: number;
  /**
   * When it runs.
   * - `before` the web is replaced: the old web serves meanwhile, so the changes must suit both;
   * - `after` the web was replaced;
   * - `maintenance`: before, with Drupal in maintenance mode and cron suspended; all old pods end before a new one starts.
   * @default before
   */
  readonly order?: ReleaseOrder;
}

/** When the release runs. */
export type ReleaseOrder = 'before' | 'after' | 'maintenance';

/** When something runs. */
export interface Schedule {
  /**
   * A cron expression of five fields.
   * @default - once an hour, at a minute that depends on the site's name
   */
  readonly schedule?: string;
  /**
   * Seconds after which a run is ended.
   * @default 3600
   */
  readonly timeout?: number;
}

/** A drush command that runs on a schedule. */
export interface DrushCommand extends Schedule {
  /** The command's words, without `drush`: `['search-api:index']`. */
  readonly drush: readonly [string, ...string[]];
}

const SITE = Symbol.for('cdk8s-drupal.site');

/** A site as its file defines it; checked and resolved when it is synthesised, together with all others. */
export interface Site {
  /** What the file says. */
  readonly props: SiteProps;
}

/**
 * Defines a site: the whole of what its file says. Nothing is checked here beyond the types, so that one synth can show
 * the problems of all sites at once.
 */
export function defineSite(props: SiteProps): Site {
  const site = { props };
  Object.defineProperty(site, SITE, { value: true });
  return site;
}

/** Whether a value came from `defineSite`, of this copy of the package or another. */
export function isSite(value: unknown): value is Site {
  return typeof value === 'object' && value !== null && SITE in value;
}
