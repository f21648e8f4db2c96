import type { k8s } from 'cdk8s-plus-27';
import type { Size } from '../kubernetes/quantity';
import type { Resources } from '../kubernetes/resources';
import type { SecretSource } from './secret-source';

/**
 * Where pods run and what they carry, in the words of the Kubernetes API. It can be said for a cluster, a site, an environment
 * and a workload, and adds up in this order: maps merge by key, and the later one wins; lists are appended; `affinity` and
 * `priorityClassName` are taken from the last one that says them.
 */
export interface PodPlacement {
  /**
   * Annotations of the pods.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
  /**
   * Labels of the pods. Those that begin with `app.kubernetes.io/` are not yours to set: Services, network policies and `deploy`
   * find the pods by them.
   * @default - none but the site's own
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Labels that a node must have.
   * @default - any node
   */
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /**
   * Taints that the pods put up with.
   * @default - none
   */
  readonly tolerations?: readonly k8s.Toleration[];
  /**
   * Rules for choosing a node. With files that one node can mount, Drupal's pods keep to one node besides.
   * @default - none
   */
  readonly affinity?: k8s.Affinity;
  /**
   * The PriorityClass, which the cluster must have.
   * @default - the cluster's default
   */
  readonly priorityClassName?: string;
}

/**
 * What a site file may say of Drupal's pods: for the site, an environment and a workload, which add up as `PodPlacement` says; of
 * what has a name or a path, the later one wins.
 */
export interface PodSettings extends PodPlacement {
  /**
   * Names for addresses, as in `/etc/hosts`.
   * @default - none
   */
  readonly hostAliases?: readonly k8s.HostAlias[];
  /**
   * What Drupal's containers see in their file system besides, by path.
   * @default - nothing
   */
  readonly mounts?: Readonly<Record<string, PodMount>>;
  /**
   * Containers that run to their end before Drupal's starts, by name, in this order.
   * @default - none
   */
  readonly initContainers?: Readonly<Record<string, PodContainer>>;
  /**
   * Containers beside Drupal's, by name. In pods that end by themselves (release, cron, commands) they are native sidecars, which
   * Kubernetes 1.29 and newer ends when Drupal's container has ended: say the cluster's `version`, or name them in `web.pod` alone.
   * @default - none
   */
  readonly sidecars?: Readonly<Record<string, Sidecar>>;
}

/**
 * What is mounted at a path: a ConfigMap, Secret or claim that is in the namespace already, a file with the text given here, or
 * a folder that goes with the pod and that containers share by its name.
 */
export type PodMount =
  | { readonly configMap: string; readonly subPath?: string }
  | { readonly secret: string; readonly subPath?: string }
  | { readonly claim: string; readonly subPath?: string; readonly readOnly?: boolean }
  | { readonly file: string }
  | { readonly scratch: Size; readonly name?: string };

/**
 * A container beside Drupal's. It keeps to the `restricted` Pod Security Standard and has a read-only root file system, whether
 * it says so or not.
 */
export interface PodContainer {
  /**
   * The image, with a tag or digest.
   * @default - the site's, with Drupal's environment variables and volumes
   */
  readonly image?: string;
  /**
   * The program, in the place of the image's entrypoint.
   * @default - the image's entrypoint
   */
  readonly command?: readonly [string, ...string[]];
  /**
   * The program's arguments.
   * @default - the image's own
   */
  readonly args?: readonly string[];
  /**
   * The folder in which the program starts.
   * @default - the image's own
   */
  readonly workingDir?: string;
  /**
   * Environment variables: texts, and secrets by their source.
   * @default - none; those of Drupal where it runs the site's image
   */
  readonly env?: Readonly<Record<string, string | SecretSource>>;
  /**
   * What it sees in its file system, by path.
   * @default - nothing; Drupal's volumes where it runs the site's image
   */
  readonly mounts?: Readonly<Record<string, PodMount>>;
  /**
   * What it asks for and where it is stopped.
   * @default - 10m and 64Mi reserved, killed at 256Mi; as Drupal where it runs the site's image
   */
  readonly resources?: Resources;
  /**
   * Its user and rights.
   * @default - the pod's user, a read-only root file system, no capabilities
   */
  readonly securityContext?: PodSecurityContext;
}

/** A container that runs beside Drupal's. */
export interface Sidecar extends PodContainer {
  /**
   * Ports on which it listens. The network policies let nobody in to them but the pod itself.
   * @default - none
   */
  readonly ports?: readonly SidecarPort[];
  /**
   * How to ask whether it has started.
   * @default - not asked
   */
  readonly startupProbe?: SidecarProbe;
  /**
   * How to ask whether it can serve. While it cannot, the pod gets no visitors.
   * @default - not asked
   */
  readonly readinessProbe?: SidecarProbe;
  /**
   * How to ask whether it should be started again.
   * @default - not asked
   */
  readonly livenessProbe?: SidecarProbe;
}

/** A port of a sidecar. */
export interface SidecarPort {
  /**
   * Its name.
   * @default - none
   */
  readonly name?: string;
  /** Its number. */
  readonly containerPort: number;
  /**
   * Its protocol.
   * @default TCP
   */
  readonly protocol?: 'TCP' | 'UDP';
}

/** A question to a sidecar: one of `exec`, `httpGet` and `tcpSocket`. */
export interface SidecarProbe {
  /**
   * A program that ends with 0.
   * @default - another question
   */
  readonly exec?: { readonly command: readonly [string, ...string[]] };
  /**
   * A request that is answered with a status below 400.
   * @default - another question
   */
  readonly httpGet?: { readonly path: string; readonly port: number | string };
  /**
   * A port that is open.
   * @default - another question
   */
  readonly tcpSocket?: { readonly port: number | string };
  /**
   * Seconds before the first question.
   * @default 0
   */
  readonly initialDelaySeconds?: number;
  /**
   * Seconds from one question to the next.
   * @default 10
   */
  readonly periodSeconds?: number;
  /**
   * Seconds to wait for an answer.
   * @default 1
   */
  readonly timeoutSeconds?: number;
  /**
   * How many wrong answers in a row count.
   * @default 3
   */
  readonly failureThreshold?: number;
}

/** A container's user and rights, within what `restricted` allows. */
export interface PodSecurityContext {
  /**
   * The numeric user id, not 0.
   * @default - that of Drupal's container
   */
  readonly runAsUser?: number;
  /**
   * The numeric group id.
   * @default - that of Drupal's container
   */
  readonly runAsGroup?: number;
  /**
   * Whether the root file system is read-only.
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;
  /**
   * Capabilities to keep.
   * @default - none
   */
  readonly capabilities?: { readonly add?: readonly 'NET_BIND_SERVICE'[]; readonly drop?: readonly 'ALL'[] };
}

/** How one workload's pods differ from the site's others. */
export interface WorkloadSettings {
  /**
   * What its pods have besides what the site's pods have.
   * @default - nothing
   */
  readonly pod?: PodSettings;
  /**
   * What its Drupal container asks for and where it is stopped; what is not said here is the site's.
   * @default - the site's
   */
  readonly resources?: Resources;
}
