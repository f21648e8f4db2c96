import type { Construct } from 'constructs';
import type { Problem } from '../problem';
import type { DataBackup } from './data-backup';
import type { HttpStop } from './http-stop';
import type { ResolvedSite } from './resolved-site';
import type { SecretNeed } from './secret-source';
import type { SiteRuntime } from './site-runtime';

/**
 * A service that the site depends on: in the cluster, or outside it. A service of your own is a class with this
 * interface; give it to `services` in the site file.
 */
export interface BackingService {
  /** The first part of its objects' construct ids, and so of their names: `mariadb`. */
  readonly id: string;
  /**
   * Which file its objects go to. What stands in `state` is never pruned.
   * @default services
   */
  readonly phase?: 'state' | 'services';
  /**
   * What is wrong with what it was given, with paths that begin at its own properties.
   * @default - nothing is wrong
   */
  problems?(): Problem[];
  /**
   * What it keeps outside the namespace, where nothing tells one environment's data from another's: each thing by a name
   * that is the same wherever the thing is, such as `mysql://db.example.com/shop`. No two environments may have the same.
   * @default - nothing
   */
  outside?(): readonly string[];
  /** Adds the service's own objects, if it has any, and returns what a Drupal container needs to use it. */
  bind(scope: Construct, site: ResolvedSite): Binding;
  /**
   * Adds workloads that run Drupal itself, such as a queue's worker. It is called when all services are bound, so the runtime
   * has what each of them gives. Its objects go to the web's file: they change with the web, and a deploy waits for them.
   * @default - none
   */
  addWorkloads?(scope: Construct, context: SiteContext): void;
  /**
   * Puts the service between the edge and the web: adds what takes requests and passes them on, and returns where it takes
   * them. Of several such services, the first in the site file stands at the edge. Its objects go to the web's file.
   * @default - requests do not pass through it
   */
  addProxy?(scope: Construct, context: ProxyContext): HttpStop;
}

/** What a service gets to know when all services are bound. */
export interface SiteContext {
  /** The site in this environment. */
  readonly site: ResolvedSite;
  /** The one recipe of Drupal's pods. */
  readonly runtime: SiteRuntime;
}

/** What a proxy gets to know. */
export interface ProxyContext extends SiteContext {
  /** Where it passes requests on: the next proxy, or the web. */
  readonly next: HttpStop;
  /** Where ConfigMaps of its pods may go: they are kept until pods that were started with them have gone. */
  readonly files: Construct;
}

/** A service that holds Drupal's files. */
export interface FilesService extends BackingService {
  /**
   * Block storage is `ReadWriteOnce`: pods of one node only, and so one web pod, replaced and not rolled. What mounts no volume of
   * files is `ReadWriteMany`.
   */
  readonly accessMode: AccessMode;
}

/** A service that takes Drupal's mail. */
export interface MailService extends BackingService {
  /** Whether mail reaches the people to whom it is written. One that keeps it is refused for the live environment. */
  readonly delivers: boolean;
}

/** A service that keeps whole pages, between the edge and the web. */
export interface HttpCacheService extends BackingService {
  /** Stands on the way of requests: nearest the web, so that what lets visitors in or keeps them out is before it. */
  addProxy(scope: Construct, context: ProxyContext): HttpStop;
}

/** Whether one node can mount a volume, or several. */
export type AccessMode = 'ReadWriteOnce' | 'ReadWriteMany';

/** What a Drupal container needs to use a service. */
export interface Binding {
  /**
   * Environment variables: `MYSQL_HOST`, `REDIS_HOST`, ...
   * @default - none
   */
  readonly env?: Readonly<Record<string, EnvValue>>;
  /**
   * Volumes, certificates and secrets as files.
   * @default - none
   */
  readonly mounts?: readonly Mount[];
  /**
   * What must exist before a pod can start, and who provides it.
   * @default - nothing
   */
  readonly secrets?: readonly SecretNeed[];
  /**
   * Whether one node can mount its volumes, or several.
   * @default - it has no volumes
   */
  readonly accessMode?: AccessMode;
  /**
   * PersistentVolumeClaims that must exist and are not emitted.
   * @default - none
   */
  readonly claims?: readonly string[];
  /**
   * From this the network policies are drawn, never by hand.
   * @default - nothing
   */
  readonly connectsTo?: readonly Peer[];
  /**
   * Pods that offer figures for Prometheus, where the site has `metrics`: network policies let it in, and a ServiceMonitor names them.
   * @default - none
   */
  readonly figures?: readonly Figures[];
  /**
   * How a release asks the database that this service is: whether it is empty, and whether maintenance mode was on before.
   * @default - a database that gives `MYSQL_PASS_FILE` is asked as a MySQL; another one is not asked
   */
  readonly database?: DatabaseProbe;
  /**
   * How the data that it holds is backed up, where the site has `backups`.
   * @default - it holds none; with `backups`, a service whose phase is `state` has to say it
   */
  readonly backup?: DataBackup;
}

/** Pods that offer figures as Prometheus reads them, over HTTP at `/metrics`. */
export interface Figures {
  /** Their label `app.kubernetes.io/name`. */
  readonly application: string;
  /**
   * Their label `app.kubernetes.io/instance`, where they stand in a chart that says another one.
   * @default - that of the site
   */
  readonly instance?: string;
  /**
   * Their label `app.kubernetes.io/component`, where other pods of the application offer none.
   * @default - all pods of the application
   */
  readonly component?: string;
  /** The TCP port on which they answer. */
  readonly port: number;
}

/** How PHP asks a database without Drupal, which may not be installed, or not boot. */
export interface DatabaseProbe {
  /** The environment variable without which there is nothing to ask. */
  readonly variable: string;
  /** Lines of PHP that make `$database`, a PDO, by the container's environment alone. They may throw. */
  readonly open: string;
  /** A query that returns a row if the database holds any table. */
  readonly anyTable: string;
  /** A query that returns a row if it holds Drupal's table `key_value`. */
  readonly keyValueTable: string;
}

/** An environment variable's value. Secrets are files wherever the image allows it. */
export type EnvValue = string | { readonly secret: string; readonly key: string };

/** Something that a container sees in its file system. */
export interface Mount {
  /** The volume's name; mounts with the same name share one volume. */
  readonly name: string;
  /** Where it appears. */
  readonly path: string;
  /**
   * The part of the volume to show.
   * @default - all of it
   */
  readonly subPath?: string;
  /**
   * Whether the container may only read it.
   * @default false
   */
  readonly readOnly?: boolean;
  /** What it is made of. */
  readonly source:
    | { readonly claim: string }
    | { readonly secrets: readonly SecretFiles[] }
    | { readonly configMap: string }
    | { readonly scratch: string };
}

/** Keys of a Secret, and the file that each becomes. */
export interface SecretFiles {
  /** The Secret's name. */
  readonly secret: string;
  /** The name of the file that each key becomes. */
  readonly keys: Readonly<Record<string, string>>;
}

/** What Drupal's pods may talk to. */
export type Peer = PodPeer | AddressPeer;

/** Pods of the site's namespace. */
export interface PodPeer {
  /** Tells it from the other peers. */
  readonly kind: 'pods';
  /** Their label `app.kubernetes.io/name`. */
  readonly application: string;
  /**
   * Their label `app.kubernetes.io/instance`, where they stand in a chart that says another one.
   * @default - that of the chart of the network policies
   */
  readonly instance?: string;
  /** The Service in front of them. */
  readonly service: string;
  /** The TCP ports on which they answer; the Service has the same. */
  readonly ports: readonly number[];
  /**
   * Whether a release, a run of cron and a command wait until they answer.
   * @default - true; false for a service that `addProxy` puts before the web, which starts after the release
   */
  readonly awaited?: boolean;
  /**
   * Whether something else than these manifests makes the pods and the Service, such as an operator out of a custom
   * resource: then synth does not look for them.
   * @default false
   */
  readonly madeElsewhere?: boolean;
}

/** Something outside the cluster, or in another namespace. */
export interface AddressPeer {
  /** Tells it from the other peers. */
  readonly kind: 'addresses';
  /** Ranges, such as `10.0.0.0/8`. */
  readonly cidrs: readonly string[];
  /** The TCP ports on which it answers. */
  readonly ports: readonly number[];
}
