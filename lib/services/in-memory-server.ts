import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { labels, selectorLabels } from '../kubernetes/labels';
import { plain } from '../kubernetes/plain';
import type { Size } from '../kubernetes/quantity';
import { type CompleteResources, resourceRequirements } from '../kubernetes/resources';
import { NOBODY_ON_THE_NODE, restrictedContainer, restrictedPod } from '../kubernetes/restricted';
import { lockedPod, scratch } from '../kubernetes/workload';
import type { PodPlacement } from '../site/pod';
import { placementFields, podMetadata } from '../site/pod-placement';
import { versionOf } from './service-input';

/** A server that keeps nothing: one pod, which may be lost at any time. */
export interface InMemoryServerProps {
  /** The name in the label `app.kubernetes.io/name`. */
  readonly application: string;
  /** What it is to the site, in the label `app.kubernetes.io/component`. */
  readonly component: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly port: number;
  /** How to ask whether it is alive: else it is restarted. */
  readonly alive: Pick<k8s.Probe, 'exec' | 'tcpSocket' | 'httpGet'>;
  /**
   * How to ask whether it serves.
   * @default - as whether it is alive
   */
  readonly ready?: Pick<k8s.Probe, 'exec' | 'tcpSocket' | 'httpGet'>;
  /** How much it may write to /tmp. */
  readonly scratch: Size;
  readonly serviceAccount?: string;
  /** What it asks for. */
  readonly resources: CompleteResources;
  /**
   * A container beside the server.
   * @default - none
   */
  readonly beside?: k8s.Container;
  /** Where its pod runs and what it carries. */
  readonly placement?: PodPlacement;
}

/** Its Deployment and Service. */
export class InMemoryServer extends Construct {
  constructor(scope: Construct, id: string, props: InMemoryServerProps) {
    super(scope, id);
    const part = { name: props.application, component: props.component, version: versionOf(props.image) };
    const metadata = { name: id, labels: labels(this, part) };
    const selector = selectorLabels(this, part);
    const folders = scratch({ '/tmp': props.scratch });
    new k8s.KubeService(this, 'Service', {
      metadata,
      spec: {
        clusterIp: 'None',
        selector,
        ports: [
          { name: props.application, port: props.port, targetPort: k8s.IntOrString.fromString(props.application) },
        ],
      },
    });
    new k8s.KubeDeployment(this, 'Deployment', {
      metadata,
      spec: {
        replicas: 1,
        revisionHistoryLimit: 1,
        strategy: { type: 'Recreate' }, // two at once would each have a part
        selector: { matchLabels: selector },
        template: {
          metadata: podMetadata(metadata.labels, props.placement),
          spec: {
            ...lockedPod(props.serviceAccount),
            securityContext: restrictedPod(NOBODY_ON_THE_NODE),
            ...placementFields(props.placement ?? {}),
            affinity: plain(props.placement?.affinity),
            containers: [
              {
                name: props.application,
                image: props.image,
                imagePullPolicy: 'IfNotPresent',
                args: [...props.args],
                ports: [{ name: props.application, containerPort: props.port }],
                resources: resourceRequirements(props.resources),
                securityContext: restrictedContainer(),
                readinessProbe: { ...(props.ready ?? props.alive), periodSeconds: 5, timeoutSeconds: 3 },
                livenessProbe: { ...props.alive, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
                volumeMounts: folders.volumeMounts,
              },
              ...(props.beside === undefined ? [] : [props.beside]),
            ],
            volumes: folders.volumes,
          },
        },
      },
    });
  }
}
