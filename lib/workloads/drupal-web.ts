import { k8s } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as v from 'valibot';
import { defaultReplicas } from '../contract/replicas';
import { absolutePath, autoscaling, wholeNumber } from '../formats/formats';
import { problemsOf } from '../formats/shape';
import { assertNone, type Problem } from '../problem';
import { DrupalRuntime } from '../runtime/drupal-runtime';
import { autoscalingBounds, boundsProblems } from '../site/autoscaling';
import type { HttpStop } from '../site/http-stop';
import { oneNodeProblems } from '../site/one-node';
import type { WorkloadSettings } from '../site/pod';
import { workloadEntries } from '../site/pod-schema';
import type { Autoscaling } from '../site/site';
import { releaseName } from './release-name';

export interface DrupalWebProps extends WorkloadSettings {
  /** What the pods run. */
  readonly runtime: DrupalRuntime;
  /**
   * How many pods run. With `autoscaling`, leave it out.
   * @default - 2, or 1 where the files can be mounted on one node alone
   */
  readonly replicas?: number;
  /**
   * Lets the number of pods follow the load.
   * @default - off
   */
  readonly autoscaling?: Autoscaling;
  /**
   * Whether all old pods end before a new one starts, rather than one after the other.
   * @default - only where the files can be mounted on one node alone
   */
  readonly recreate?: boolean;
  /**
   * The path that must be answered, with a status below 400, before visitors are sent to a pod. A site whose `/` is
   * forbidden to anonymous visitors names another, such as `/user/login`.
   * @default - `/`, with a query that differs for each release, so that no cached page answers for a release that is broken
   */
  readonly healthPath?: string;
}

const SCHEMA = v.looseObject({
  replicas: v.optional(wholeNumber(1, 1000, 'pods')),
  autoscaling: v.optional(autoscaling),
  healthPath: v.optional(absolutePath),
  recreate: v.optional(v.boolean()),
  ...workloadEntries,
});

const PORT_NAME = 'http';

/** Seconds between two looks at a pod that starts: on block storage nobody else serves meanwhile, so each of them is an outage. */
const START_PERIOD = 2;
/** Asks for a page that this very pod has made; what settings.kubernetes.php makes of it costs too much for every look. */
const UNCACHED = { name: 'Cache-Control', value: 'no-cache' };
/** Seconds that a start may take: while the database is away, to start again helps nobody, and comes back later each time. */
const START = 3600;

/**
 * A pod goes on serving after it was told to stop, while the edge learns that it is gone. Where nobody takes over at once it
 * would only delay the one that comes after.
 */
const DRAIN_SECONDS = 15;
const DRAIN: k8s.Lifecycle = { preStop: { exec: { command: ['sleep', String(DRAIN_SECONDS)] } } };

/**
 * The web: Drupal's pods and the Service in front of them; a PodDisruptionBudget where there are two pods or more, a
 * HorizontalPodAutoscaler when asked.
 */
export class DrupalWeb extends Construct {
  /** The Service's name. */
  readonly serviceName: string;
  /** The Service's port. */
  readonly servicePort = 80;

  /** Where requests go that reach it. */
  get stop(): HttpStop {
    const { serviceName: service, servicePort: port } = this;
    return { application: DrupalRuntime.APPLICATION, service, port, podPort: this.props.runtime.profile.port };
  }

  /** @throws InvalidInput if a property is wrong, replicas and autoscaling are both given, or the files allow one pod alone */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DrupalWebProps,
  ) {
    super(scope, id);
    assertNone(`DrupalWeb ${id}`, webProblems(props));
    this.serviceName = id;
    const fewest =
      props.autoscaling?.minReplicas ?? props.replicas ?? defaultReplicas({ onOneNode: props.runtime.isOnOneNode });
    this.addDeployment(fewest);
    this.addService();
    if (fewest > 1) this.addDisruptionBudget();
    if (props.autoscaling !== undefined) this.addAutoscaler(props.autoscaling);
  }

  private get component(): string {
    return this.node.id;
  }

  private get metadata(): k8s.ObjectMeta {
    return { name: this.node.id, labels: this.props.runtime.labels(this, this.component) };
  }

  private get selector(): k8s.LabelSelector {
    return { matchLabels: this.props.runtime.selector(this, this.component) };
  }

  private addDeployment(fewest: number): void {
    const { runtime } = this.props;
    // On one node the old pod must be gone before the new one can mount the volume.
    const recreate = this.props.recreate || runtime.isOnOneNode;
    new k8s.KubeDeployment(this, 'Deployment', {
      metadata: this.metadata,
      spec: {
        replicas: this.props.autoscaling === undefined ? fewest : undefined, // the autoscaler owns the field
        revisionHistoryLimit: 3,
        progressDeadlineSeconds: 900,
        minReadySeconds: recreate ? undefined : 10,
        strategy: recreate
          ? { type: 'Recreate' }
          : {
              type: 'RollingUpdate',
              rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) },
            },
        selector: this.selector,
        template: this.podTemplate(fewest),
      },
    });
  }

  private podTemplate(fewest: number): k8s.PodTemplateSpec {
    const { runtime, healthPath } = this.props;
    const container = {
      ports: [{ name: PORT_NAME, containerPort: runtime.profile.port }],
      lifecycle: runtime.isOnOneNode ? undefined : DRAIN,
    };
    const pod = {
      terminationGracePeriodSeconds: DRAIN_SECONDS + 45,
      ...(fewest > 1 ? { topologySpreadConstraints: [this.spread()] } : {}),
    };
    const template = (probes: Partial<k8s.Container>) =>
      runtime.podTemplate(this, {
        component: this.component,
        settings: this.props.pod,
        resources: this.props.resources,
        mayMove: fewest > 1, // a single pod that moves is an outage
        container: { ...container, ...probes },
        pod,
      });
    const release = releaseName(runtime.image.version, template({}).spec?.containers);
    return template(this.probes(healthPath ?? `/?release=${release}`));
  }

  /**
   * The start may take its time; readiness asks Drupal as the edge would; liveness asks only for the port, since a
   * restart does not mend a database that is away.
   */
  private probes(path: string): Pick<k8s.Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
    const { runtime } = this.props;
    const port = k8s.IntOrString.fromString(PORT_NAME);
    const httpHeaders = [
      { name: 'Host', value: runtime.hosts.canonical },
      { name: 'X-Forwarded-Proto', value: 'https' },
    ];
    const answers = { httpGet: { path, port, httpHeaders }, periodSeconds: 10, timeoutSeconds: 5 };
    return {
      startupProbe: {
        ...answers,
        httpGet: { path, port, httpHeaders: [...httpHeaders, UNCACHED] },
        periodSeconds: START_PERIOD,
        failureThreshold: START / START_PERIOD,
      },
      readinessProbe: { ...answers, failureThreshold: 3 },
      livenessProbe: { tcpSocket: { port }, periodSeconds: 15, timeoutSeconds: 5, failureThreshold: 3 },
    };
  }

  private spread(): k8s.TopologySpreadConstraint {
    return {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: this.selector,
    };
  }

  private addService(): void {
    new k8s.KubeService(this, 'Service', {
      metadata: this.metadata,
      spec: {
        type: 'ClusterIP',
        selector: this.selector.matchLabels,
        ports: [{ name: PORT_NAME, port: this.servicePort, targetPort: k8s.IntOrString.fromString(PORT_NAME) }],
      },
    });
  }

  private addDisruptionBudget(): void {
    new k8s.KubePodDisruptionBudget(this, 'PodDisruptionBudget', {
      metadata: this.metadata,
      spec: {
        maxUnavailable: k8s.IntOrString.fromNumber(1),
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: this.selector,
      },
    });
  }

  private addAutoscaler(asked: Autoscaling): void {
    const { minReplicas, maxReplicas, cpu } = autoscalingBounds(asked);
    new k8s.KubeHorizontalPodAutoscalerV2(this, 'HorizontalPodAutoscaler', {
      metadata: this.metadata,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: this.node.id },
        minReplicas,
        maxReplicas,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpu } } },
        ],
        behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
      },
    });
  }
}

function webProblems(props: DrupalWebProps): Problem[] {
  const shape = problemsOf(SCHEMA, props);
  if (shape.length > 0) return shape;
  return [...boundsProblems(props), ...(props.runtime.isOnOneNode ? oneNodeProblems(props) : [])];
}
