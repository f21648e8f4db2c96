import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { labels, selectorLabels } from '../kubernetes/labels';
import { plain } from '../kubernetes/plain';
import { type CompleteResources, resourceRequirements } from '../kubernetes/resources';
import { type Identity, restrictedContainer, restrictedPod } from '../kubernetes/restricted';
import { blockClaim, lockedPod, scratch } from '../kubernetes/workload';
import type { PodPlacement } from '../site/pod';
import { placementFields, podMetadata } from '../site/pod-placement';
import { versionOf } from './service-input';
import { UPGRADE_FROM } from './upgrade-from';

/** What a server in the cluster needs to know of it. */
export interface ServerPlacement {
  /**
   * The storage class of the volume.
   * @default - the cluster's default class
   */
  readonly storageClass?: string;
  /**
   * The ServiceAccount, which has no rights and no token.
   * @default - the namespace's own
   */
  readonly serviceAccount?: string;
}

export interface StatefulServerProps extends ServerPlacement {
  /** The name in the label `app.kubernetes.io/name`. */
  readonly application: string;
  /** Its role: `database`, `search`. */
  readonly component: string;
  readonly image: string;
  /**
   * The version from which an upgrade to another series is meant.
   * @default - none is
   */
  readonly upgradeFrom?: string;
  /**
   * Who it runs as.
   * @default - nobody on the node, whom no image has to know
   */
  readonly identity?: Identity;
  readonly port: { readonly name: string; readonly number: number };
  /** The size of its volume. */
  readonly size: string;
  /** Where the volume appears. */
  readonly data: Pick<k8s.VolumeMount, 'mountPath' | 'subPath'>;
  /** Folders that must be writable, and how large they may grow. */
  readonly scratch: Readonly<Record<string, string>>;
  readonly resources: CompleteResources;
  /** Arguments, variables, probes and further mounts of the server's container. */
  readonly container: Partial<k8s.Container>;
  /** Where its pod runs and what it carries. */
  readonly placement?: PodPlacement;
  /** What its pod has besides: volumes, init containers. */
  readonly pod?: Pick<k8s.PodSpec, 'volumes' | 'initContainers' | 'imagePullSecrets'>;
}

/** One server with a volume that outlives it, and the Service that is its address. Both have the construct's id as name. */
export class StatefulServer extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: StatefulServerProps,
  ) {
    super(scope, id);
    const part = { name: props.application, component: props.component, version: versionOf(props.image) };
    const metadata = { name: id, labels: labels(this, part) };
    const selector = selectorLabels(this, part);
    const { name, number } = props.port;
    new k8s.KubeService(this, 'Service', {
      metadata,
      spec: {
        clusterIp: 'None', // there is one pod, and its address is all that a client needs
        selector,
        ports: [{ name, port: number, targetPort: k8s.IntOrString.fromString(name) }],
      },
    });
    const meant = props.upgradeFrom === undefined ? {} : { annotations: { [UPGRADE_FROM]: props.upgradeFrom } };
    new k8s.KubeStatefulSet(this, 'StatefulSet', {
      metadata: { ...metadata, ...meant },
      spec: {
        serviceName: id,
        podManagementPolicy: 'Parallel', // else a pod that never gets ready is not replaced by a mended one
        replicas: 1,
        selector: { matchLabels: selector },
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
        template: { metadata: podMetadata(metadata.labels, props.placement), spec: this.podSpec() },
        volumeClaimTemplates: [
          {
            metadata: { name: 'data', labels: labels(this, { ...part, version: undefined }) },
            spec: blockClaim(props.size, props.storageClass),
          },
        ],
      },
    });
  }

  private podSpec(): k8s.PodSpec {
    const { application, image, port, data, container, pod, resources, serviceAccount, identity } = this.props;
    const folders = scratch(this.props.scratch);
    return {
      ...lockedPod(serviceAccount),
      terminationGracePeriodSeconds: 120,
      securityContext: restrictedPod(identity),
      ...placementFields(this.props.placement ?? {}),
      affinity: plain(this.props.placement?.affinity),
      ...pod,
      containers: [
        {
          name: application,
          image,
          imagePullPolicy: 'IfNotPresent',
          ports: [{ name: port.name, containerPort: port.number }],
          resources: resourceRequirements(resources),
          securityContext: restrictedContainer(),
          ...container,
          volumeMounts: [{ name: 'data', ...data }, ...folders.volumeMounts, ...(container.volumeMounts ?? [])],
        },
      ],
      volumes: [...folders.volumes, ...(pod?.volumes ?? [])],
    };
  }
}
