import type { Construct } from 'constructs';
import type { Resources } from '../kubernetes/resources';
import type { Binding } from '../site/backing-service';
import type { PodSettings } from '../site/pod';
import type { SecretSource } from '../site/secret-source';
import type { PodRole } from '../site/site-runtime';
import type { RuntimeProfile } from './profile';

/** What Drupal's containers are made of. */
export interface DrupalRuntimeProps {
  /** The image, with a tag or digest. */
  readonly image: string;
  /** Its host names; the first is the canonical one. */
  readonly hosts: readonly [string, ...string[]];
  /**
   * The image's family.
   * @default official
   */
  readonly profile?: RuntimeProfile['name'];
  /**
   * What the services need of the container: the results of their `bind`, or the `binding` of their constructs.
   * @default - none
   */
  readonly bindings?: readonly Binding[];
  /**
   * The Secret by which nodes pull the image.
   * @default - none: the image is public
   */
  readonly pullSecret?: string;
  /**
   * The Secret with the key `hash-salt`. With `null` nothing is mounted, and a binding must bring the file.
   * @default drupal
   */
  readonly hashSaltSecret?: string | null;
  /**
   * What the environment is called.
   * @default live
   */
  readonly environment?: string;
  /**
   * Ranges of addresses from which the edge forwards requests.
   * @default - none: `X-Forwarded-*` headers are not believed
   */
  readonly proxyAddresses?: readonly string[];
  /**
   * Environment variables: texts, and secrets by their source.
   * @default - none
   */
  readonly env?: Readonly<Record<string, string | SecretSource>>;
  /**
   * What a container asks for and where it is stopped.
   * @default - 250m and 512Mi reserved, killed at 1Gi, no processor limit
   */
  readonly resources?: Resources;
  /**
   * What the pods have besides; what a workload says is added to it.
   * @default - nothing
   */
  readonly pod?: PodSettings;
  /**
   * Whether the cluster is Kubernetes 1.29 or newer, so that pods that end by themselves may have sidecars.
   * @default false
   */
  readonly nativeSidecars?: boolean;
  /**
   * Where the ConfigMaps of files stand whose text `pod` gives.
   * @default - beside the workload
   */
  readonly files?: Construct;
  /**
   * The Secret by which nodes pull the images of sidecars and init containers, where they are in another registry.
   * @default - none: the images are public, or in the site's registry
   */
  readonly servicesPullSecret?: string;
  /**
   * The ServiceAccount, which has no rights and no token.
   * @default - the namespace's own
   */
  readonly serviceAccount?: string;
}

/** How one workload's container differs from the others'. */
export type Role = PodRole;
