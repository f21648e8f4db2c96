import type { ReleaseOrder } from '../contract/release';
import type { Risk } from '../contract/risks';
import type { DrupalSite } from '../drupal-site/drupal-site';
import type { Resources } from '../kubernetes/resources';
import type { Access } from './access';
import type { BackingService, FilesService, HttpCacheService, MailService } from './backing-service';
import type { Cluster } from './cluster';
import type { Limits } from './limits';
import type { Metrics } from './metrics';
import type { Notification } from './notification';
import type { AddedObject, Patch } from './patch';
import type { Php } from './php';
import type { PodSettings, WorkloadSettings } from './pod';
import type { Redirect } from './redirects';
import type { RegistryCredential } from './registry-credential';
import type { Routing } from './routing';
import type { SecretSource } from './secret-source';
import type { SecurityHeaders } from './security-headers';
import type { SiteBackups } from './site-backups';
import type { Worker } from './worker';

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
   * What keeps whole pages between the edge and the web: `HttpCache.varnish()`. `false` in an environment for none.
   * @default - none: each page is asked of Drupal
   */
  readonly httpCache?: HttpCacheService | false;
  /**
   * The search server.
   * @default - none
   */
  readonly search?: BackingService;
  /**
   * Where mail goes. What a site says holds for its live environments; the others and review apps get `Mail.mailpit()` in its
   * place, unless they name a server themselves.
   * @default - nowhere: PHP's `mail()` fails
   */
  readonly mail?: MailService;
  /**
   * Who reaches an environment: `Access.password()`, `Access.addresses([...])`, `Access.open()`. What a site says holds for the
   * environments that are not live, and for review apps; a live one is closed only if it says so itself.
   * @default - live: everybody; else whoever knows a password, which the deploy makes up and `cdk8s-drupal status` shows
   */
  readonly access?: Access;
  /**
   * How much the edge takes from one address: `{}` for the usual limits, `false` in an environment for none. Traefik and ingress-nginx
   * can do it, behind an edge that says `visitorAddress`; any other refuses it.
   * @default - as much as comes
   */
  readonly limits?: Limits | false;
  /**
   * Services of your own.
   * @default - none
   */
  readonly services?: readonly BackingService[];
  /**
   * Backups of the database and the files: `Backups.s3({...})`, `Backups.spaces({...})`. `false` in an environment for none. Review
   * apps have none.
   * @default - none
   */
  readonly backups?: SiteBackups | false;
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
   * PHP's limits, and how many requests a pod serves at once.
   * @default - the image's
   */
  readonly php?: Php;
  /**
   * What the pods of web, release, cron, commands and workers have besides: where they run, what they carry, further containers and files.
   * What an environment says is added to what the site says.
   * @default - nothing
   */
  readonly pod?: PodSettings;
  /**
   * How the web's pods differ from the site's others. `release`, `cron` and each of `commands` and `workers` say the same
   * for theirs.
   * @default - in nothing
   */
  readonly web?: WorkloadSettings;
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
   * Annotations of the site's Ingress or HTTPRoute, and headers of its responses.
   * @default - none
   */
  readonly routing?: Routing;
  /**
   * Headers by which browsers protect visitors: `{}` for the usual ones. The edge sets them, or else the Apache of images of the
   * profile `official`.
   * @default - none but Drupal's own
   */
  readonly securityHeaders?: SecurityHeaders;
  /**
   * Paths that have another address now: `[{ from: '/old', to: '/new', permanent: true }]`. The Apache of images of the profile
   * `official` answers them, behind any edge; other images refuse it.
   * @default - none
   */
  readonly redirects?: readonly Redirect[];
  /**
   * What runs with the new image before the web is replaced.
   * @default - `drush deploy -y`, half an hour at most
   */
  readonly release?: Release;
  /**
   * Drupal's cron; `false` for none.
   * @default - `drush cron` once an hour, at a minute that depends on the site's name
   */
  readonly cron?: Cron | false;
  /**
   * Further commands that run on a schedule, by name: drush commands, or any programs of the image.
   * @default - none
   */
  readonly commands?: Readonly<Record<string, ScheduledCommand>>;
  /**
   * What works all the time in pods of its own, by name, such as what works off a queue: drush commands, or any programs of the image.
   * Each release restarts them, and pauses them where it suspends cron.
   * @default - none
   */
  readonly workers?: Readonly<Record<string, Worker>>;
  /**
   * Who is told how a deploy, a rollback or a restore ended, and that a backup failed: `Notify.slack(...)`, `Notify.teams(...)`,
   * `Notify.json(...)`. A review app tells only whom `review` names.
   * @default - nobody
   */
  readonly notifications?: readonly Notification[];
  /**
   * Figures for Prometheus, and alarms: `Metrics.operator()`, `Metrics.annotations()`. `false` in an environment for none. Only alarms of
   * live environments are `critical`. A review app has them only if `review` says so.
   * @default - none
   */
  readonly metrics?: Metrics | false;
  /**
   * The time zone of all schedules: a name of the IANA database.
   * @default Etc/UTC
   */
  readonly timeZone?: string;
  /**
   * Environment variables of every Drupal container: texts, which everyone may read, and secrets by a `SecretSource`. A program
   * that can read a file gets a secret by `secrets`: it does not show in the list of processes, nor in `phpinfo()`.
   * @default - none
   */
  readonly env?: Readonly<Record<string, string | SecretSource>>;
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
   * @default - `RegistryCredential.gitlabDeployToken()`; for Docker Hub and other public registries, none
   */
  readonly pullSecret?: RegistryCredential;
  /**
   * The Secret, of type `kubernetes.io/dockerconfigjson` and in the namespace already, by which the cluster logs in to the
   * registries of the services' images: a mirror, or Docker Hub, which counts what is pulled without a login.
   * @default - `pullSecret`, which is enough for images of the same registry
   */
  readonly servicesPullSecret?: string;
  /**
   * Further objects, as YAML has them: a ConfigMap, a NetworkPolicy, a Deployment.
   * @default - none
   */
  readonly objects?: readonly AddedObject[];
  /**
   * Changes of any field of any object, in the form of kustomize's `patches`, for what no property has a word.
   * @default - none
   */
  readonly patches?: readonly Patch[];
  /**
   * A program that changes the site's constructs and adds others, when all of them are there and before `patches`.
   * @default - none
   */
  readonly customize?: (site: DrupalSite) => void;
}

/** One running instance of a site; whatever it says takes the place of what the site says, but for `pod`, which is added to it. */
export interface EnvironmentProps extends Partial<SiteSettings> {
  /** Its host names; the first is the canonical one. */
  readonly hosts: readonly [string, ...string[]];
  /**
   * The branch whose pipeline deploys it.
   * @default - every pipeline makes its manifests
   */
  readonly branch?: string;
  /**
   * Whether it is the site that the public uses: what must not happen anywhere else, such as mail to real people, happens there.
   * A review app never is.
   * @default - true for the first environment, if no other says `live: true`; else false
   */
  readonly live?: boolean;
  /**
   * The environment whose sanitised copy fills the database while that is empty: the one that has `backups` with `sanitise`. The
   * release goes on from there. `cdk8s-drupal seed` does it again later.
   * @default - an empty database, for which `release.install` is
   */
  readonly seed?: string;
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
export interface ReviewProps extends Partial<Omit<SiteSettings, 'backups'>> {
  /** The domain below which each of them has a host, `mr-IID.DOMAIN`. Each site has its own. */
  readonly domain: string;
  /**
   * The environment whose sanitised copy fills the database while that is empty: the one that has `backups` with `sanitise`. The
   * release goes on from there. `cdk8s-drupal seed` does it again later.
   * @default - an empty database, for which `release.install` is
   */
  readonly seed?: string;
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
export interface Release extends WorkloadSettings {
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
   * - `maintenance`: before, with Drupal in maintenance mode, cron suspended and workers paused; all old pods end before a new one
   *   starts.
   * @default before
   */
  readonly order?: ReleaseOrder;
  /**
   * Whether the database is dumped before, where the site has `backups`. If that fails, the release does not run.
   * @default true
   */
  readonly backup?: boolean;
}

/** When something runs, and how its pods differ. */
export interface Schedule extends WorkloadSettings {
  /**
   * A cron expression of five fields. `H` in a field stands for a value that depends on the site, the environment and the name, as
   * in Jenkins, so that not all sites start at once: `H * * * *` once an hour, `H/15 * * * *` four times, `H H(1-5) * * *` once a
   * night.
   * @default - `H * * * *`
   */
  readonly schedule?: string;
  /**
   * Seconds after which a run is ended.
   * @default 3600
   */
  readonly timeout?: number;
}

/** Drupal's cron, or what takes its place. */
export interface Cron extends Schedule {
  /**
   * The command, as `release.command` takes it.
   * @default - drush cron
   */
  readonly command?: readonly [string, ...string[]];
}

/** A command that runs on a schedule. */
export type ScheduledCommand = DrushCommand | ProgramCommand;

/** Any program that runs on a schedule. */
export interface ProgramCommand extends Schedule {
  /** The program and its arguments: `['sh', '-c', 'drush queue:run mail && drush cache:rebuild']`. */
  readonly command: readonly [string, ...string[]];
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
