import type { k8s } from 'cdk8s-plus-27';
import type { Resources } from '../kubernetes/resources';
import type { Binding } from '../site/backing-service';
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
   * Plain environment variables.
   * @default - none
   */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * What a container asks for and where it is stopped.
   * @default - 250m and 512Mi reserved, killed at 1Gi, no processor limit
   */
  readonly resources?: Resources;
  /**
   * The ServiceAccount, which has no rights and no token.
   * @default - the namespace's own
   */
  readonly serviceAccount?: string;
}

/** How one workload's container differs from the others'. */
export interface Role {
  /** `web`, `release`, `cron`: the component label. */
  readonly component: string;
  /**
   * The command, given to the image's entrypoint.
   * @default - the image's own
   */
  readonly args?: readonly string[];
  /**
   * Ports, probes, hooks.
   * @default - nothing more
   */
  readonly container?: Partial<k8s.Container>;
  /**
   * Restart policy, grace, spread.
   * @default - nothing more
   */
  readonly pod?: Partial<k8s.PodSpec>;
  /**
   * Whether the services in the cluster that Drupal is bound to must answer before the command starts.
   * @default false
   */
  readonly waits?: boolean;
  /**
   * Whether the cluster's autoscaler may move the pod, to do without its node; its scratch volumes would have it stay.
   * @default false
   */
  readonly mayMove?: boolean;
}
