import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Labels } from '../kubernetes/labels';
import type { Resources } from '../kubernetes/resources';
import type { PodSettings } from './pod';

/** How a service of your own gets pods that run Drupal, with its image, environment, secrets, volumes and pull secret. */
export interface SiteRuntime {
  /**
   * A pod that runs Drupal in a role.
   * @param scope a construct of the chart in which its workload stands
   * @param role what sets it apart from the site's other pods
   */
  podTemplate(scope: Construct, role: PodRole): k8s.PodTemplateSpec;
  /**
   * The labels of a workload's objects and pods.
   * @param scope a construct of its chart
   * @param component its role: no other workload of the site has the same
   */
  labels(scope: Construct, component: string): Labels;
  /**
   * The labels that select a workload's pods.
   * @param scope a construct of its chart
   * @param component its role
   */
  selector(scope: Construct, component: string): Labels;
}

/** How one workload's container differs from the others'. */
export interface PodRole {
  /** The component label, which no other workload of the site has: `web`, `release` and `cron` are the site's own. */
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
   * What is said of this workload's pod; it is added to what the site file says of all.
   * @default - nothing more
   */
  readonly settings?: PodSettings;
  /**
   * What Drupal's container asks for here; what is not said is the site's.
   * @default - the site's
   */
  readonly resources?: Resources;
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
