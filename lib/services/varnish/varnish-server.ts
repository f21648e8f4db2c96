import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { SERVICE_ACCOUNT } from '../../contract/service-accounts';
import { labels, selectorLabels } from '../../kubernetes/labels';
import { plain } from '../../kubernetes/plain';
import { mebibytes, type Size, sizeOf } from '../../kubernetes/quantity';
import { type CompleteResources, resourceRequirements } from '../../kubernetes/resources';
import { NOBODY_ON_THE_NODE, restrictedContainer, restrictedPod } from '../../kubernetes/restricted';
import { lockedPod } from '../../kubernetes/workload';
import type { PodPlacement } from '../../site/pod';
import { placementFields, podMetadata } from '../../site/pod-placement';
import { versionOf } from '../service-input';
import { ENDING, LISTENER, VCL_FILE, VCL_FOLDER, WORK_FOLDER } from './vcl';

/** Seconds for which a pod goes on after it was told to end, while the edge and Drupal learn that it is gone. */
const DRAIN = 15;

export interface VarnishServerProps {
  readonly image: string;
  readonly replicas: number;
  /** Mebibytes of what is cached. */
  readonly memory: number;
  readonly resources: CompleteResources;
  /** The ConfigMap with the VCL. */
  readonly configMap: string;
  /** The Service to which requests are passed on. */
  readonly backend: string;
  /** The name of all pods. */
  readonly podsService: string;
  /** The port of the Service for visitors. */
  readonly port: number;
  /** The ports of the pods. */
  readonly podPorts: { readonly visitors: number; readonly purges: number };
  /** Where its pods run and what they carry. */
  readonly placement?: PodPlacement;
}

/** What is on its way to visitors and never cached. */
const transient = (memory: number) => Math.max(64, Math.ceil(memory / 4));

/** What a Varnish of a size asks for. */
export function varnishResources(size: Size): CompleteResources {
  const memory = mebibytes(size) ?? 0;
  return {
    cpu: '100m',
    memory: sizeOf(memory + 128),
    memoryLimit: sizeOf(Math.ceil(memory * 1.5) + 256),
    ephemeralStorage: '64Mi',
    ephemeralStorageLimit: '256Mi',
  };
}

/** Its Deployment, a Service for visitors, one that names all pods, and a PodDisruptionBudget where there are two pods or more. */
export class VarnishServer extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: VarnishServerProps,
  ) {
    super(scope, id);
    this.addServices();
    this.addDeployment();
    if (props.replicas > 1) this.addDisruptionBudget();
  }

  private get part() {
    return { name: this.node.id, component: 'http-cache', version: versionOf(this.props.image) };
  }

  private get labels(): Record<string, string> {
    return labels(this, this.part);
  }

  private get selector(): Record<string, string> {
    return selectorLabels(this, this.part);
  }

  private addServices(): void {
    const { port, podPorts, podsService } = this.props;
    const { selector } = this;
    const portOf = (name: string, number: number) => ({
      name,
      port: number,
      targetPort: k8s.IntOrString.fromString(name),
    });
    new k8s.KubeService(this, 'Service', {
      metadata: { name: this.node.id, labels: this.labels },
      spec: { type: 'ClusterIP', selector, ports: [portOf(LISTENER.visitors, port)] },
    });
    // A pod that starts or ends has pages, too.
    new k8s.KubeService(this, 'PodsService', {
      metadata: { name: podsService, labels: this.labels },
      spec: {
        clusterIp: 'None',
        publishNotReadyAddresses: true,
        selector,
        ports: [portOf(LISTENER.purges, podPorts.purges)],
      },
    });
  }

  private addDeployment(): void {
    const { replicas, placement = {}, configMap } = this.props;
    new k8s.KubeDeployment(this, 'Deployment', {
      metadata: { name: this.node.id, labels: this.labels },
      spec: {
        replicas,
        revisionHistoryLimit: 1,
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) },
        },
        selector: { matchLabels: this.selector },
        template: {
          metadata: podMetadata(this.labels, placement),
          spec: {
            ...lockedPod(SERVICE_ACCOUNT.services),
            securityContext: restrictedPod(NOBODY_ON_THE_NODE),
            terminationGracePeriodSeconds: DRAIN + 15,
            ...placementFields(placement),
            affinity: plain(placement.affinity),
            ...(replicas > 1 ? { topologySpreadConstraints: [this.spread()] } : {}),
            containers: [this.container()],
            volumes: [
              { name: 'vcl', configMap: { name: configMap } },
              // The log that it writes into memory, and the VCL as a program.
              { name: 'work', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('64Mi') } },
              { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('64Mi') } },
            ],
          },
        },
      },
    });
  }

  private container(): k8s.Container {
    const { image, podPorts, resources } = this.props;
    // Of Varnish alone: whether the web is well is not for the edge to learn from here.
    const well = { httpGet: { path: '/', port: k8s.IntOrString.fromString(LISTENER.purges) } };
    return {
      name: this.node.id,
      image,
      imagePullPolicy: 'IfNotPresent',
      command: ['sh', '-ec', this.script()],
      ports: [
        { name: LISTENER.visitors, containerPort: podPorts.visitors },
        { name: LISTENER.purges, containerPort: podPorts.purges },
      ],
      resources: resourceRequirements(resources),
      securityContext: restrictedContainer(),
      lifecycle: { preStop: { exec: { command: ['sh', '-c', `touch ${ENDING}; sleep ${DRAIN}`] } } },
      startupProbe: { ...well, periodSeconds: 2, timeoutSeconds: 3, failureThreshold: 450 },
      // So late that DNS names the pod to who purges before visitors come.
      readinessProbe: { ...well, initialDelaySeconds: 6, periodSeconds: 5, timeoutSeconds: 3 },
      livenessProbe: { ...well, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
      volumeMounts: [
        { name: 'vcl', mountPath: VCL_FOLDER, readOnly: true },
        { name: 'work', mountPath: WORK_FOLDER },
        { name: 'tmp', mountPath: '/tmp' },
      ],
    };
  }

  /** varnishd looks the backend up once, and ends where the name is not there yet. */
  private script(): string {
    const { podPorts, memory, backend } = this.props;
    return [
      `rm -f ${ENDING}`, // of a container that was ended and started again in the same pod
      `until getent hosts ${backend} >/dev/null; do sleep 1; done`,
      ['exec varnishd', ...varnishArguments({ ports: podPorts, memory, vcl: `${VCL_FOLDER}/${VCL_FILE}` })].join(' '),
    ].join('\n');
  }

  private spread(): k8s.TopologySpreadConstraint {
    return {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: this.selector },
    };
  }

  private addDisruptionBudget(): void {
    new k8s.KubePodDisruptionBudget(this, 'PodDisruptionBudget', {
      metadata: { name: this.node.id, labels: this.labels },
      spec: {
        maxUnavailable: k8s.IntOrString.fromNumber(1),
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: this.selector },
      },
    });
  }
}

/** Sizes that a page of Drupal may have: the header with its tags is longer than Varnish takes by itself. */
const PARAMETERS = {
  http_req_hdr_len: '32k',
  http_req_size: '64k',
  http_resp_hdr_len: '64k',
  http_resp_size: '128k',
  workspace_client: '384k', // several copies of what is purged
  workspace_backend: '512k',
  vsl_space: '16M',
  backend_idle_timeout: '4', // less than Apache's 5, so that it is not Apache that ends a connection while a form is sent
} as const;

/** How varnishd is started. */
export function varnishArguments({
  ports: { visitors, purges },
  memory,
  vcl,
  host = '',
  folder = `${WORK_FOLDER}/run`,
}: {
  ports: VarnishServerProps['podPorts'];
  memory: number;
  vcl: string;
  host?: string;
  folder?: string;
}): string[] {
  return [
    '-F',
    '-j none', // its own jails want root
    `-n ${folder}`,
    `-f ${vcl}`,
    `-a ${LISTENER.visitors}=${host}:${visitors},HTTP`,
    `-a ${LISTENER.purges}=${host}:${purges},HTTP`,
    `-s malloc,${memory}M`,
    `-s Transient=malloc,${transient(memory)}M`,
    ...Object.entries(PARAMETERS).map(([name, value]) => `-p ${name}=${value}`),
  ];
}
