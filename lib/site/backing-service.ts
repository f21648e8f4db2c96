import type { Construct } from 'constructs';
import type { Problem } from '../problem';
import type { ResolvedSite } from './resolved-site';
import type { SecretNeed } from './secret-source';

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
}

/** A service that holds Drupal's files. */
export interface FilesService extends BackingService {
  /** Block storage is `ReadWriteOnce`: pods of one node only, and so one web pod, replaced and not rolled. */
  readonly accessMode: AccessMode;
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
  /** The Service in front of them. */
  readonly service: string;
  /** The TCP ports on which they answer. */
  readonly ports: readonly number[];
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
