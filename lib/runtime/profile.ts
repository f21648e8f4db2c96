import type { ContainerRights, Identity } from '../kubernetes/restricted';
import type { Hosts } from '../site/hosts';

/** What a family of images needs of its container: one switch instead of ten raw fields. */
export interface RuntimeProfile {
  /** Its name in the site file. */
  readonly name: 'official' | 'flightdeck';
  /** The port on which Apache listens. */
  readonly port: number;
  /** Who its containers run as. */
  readonly identity: Identity;
  /** What its containers may do beyond the least. */
  readonly rights: ContainerRights;
  /**
   * The first port that any user may bind.
   * @default - the node's, usually 1024
   */
  readonly unprivilegedPortStart?: number;
  /** Where Drupal's index.php is. */
  readonly docroot: string;
  /** Where private files go: outside the docroot. */
  readonly privateFiles: string;
  /** Where Twig's compiled templates go: to the pod's own disk, since nodes must not share them. */
  readonly twigCache: string;
  /** The configuration to import, relative to the docroot. */
  readonly configSync: string;
  /** Folders that must be writable, and how large they may grow. */
  readonly scratch: Readonly<Record<string, string>>;
  /**
   * A file that Apache reads as part of its configuration, where there is nothing by that name.
   * @default - there is none, or none is known
   */
  readonly apacheConfiguration?: string;
  /** What the image wants to know besides the environment contract. */
  env(hosts: Hosts, environment: string): Record<string, string>;
}
