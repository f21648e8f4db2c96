import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import * as v from 'valibot';
import { applicationLabels, type Labels, labels, selectorLabels } from '../kubernetes/labels';
import { literal } from '../kubernetes/literal';
import { complete, resourceRequirements } from '../kubernetes/resources';
import { restrictedContainer, restrictedPod } from '../kubernetes/restricted';
import { scratchName } from '../kubernetes/workload';
import { assertNone, type Problem, under } from '../problem';
import type { EnvValue, Mount, PodPeer } from '../site/backing-service';
import { DRUPAL_RESOURCES } from '../site/drupal-resources';
import { hosts, imageReference, oneOf, resources } from '../site/formats';
import type { Hosts } from '../site/hosts';
import { hostsOf } from '../site/hosts';
import { imageProblems, type PinnedImage, parseImage, pin } from '../site/image';
import { resourceProblems } from '../site/resource-problems';
import { problemsOf } from '../site/shape';
import { trustedProxyProblems } from '../site/trusted-proxies';
import type { DrupalRuntimeProps, Role } from './drupal-runtime-props';
import { drupalEnvironment, HASH_SALT_FILE } from './environment';
import type { RuntimeProfile } from './profile';
import { profiles } from './profiles';
import { volumeMountsOf, volumesOf } from './volumes';
import { WAIT_RESOURCES, waitScript } from './wait';

/** @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md#what-types-of-pods-can-prevent-ca-from-removing-a-node */
const MOVABLE = 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes';

/**
 * The one recipe of Drupal's containers: web pods, the release, cron and every other command run the same image with the
 * same environment, secrets and volumes.
 */
export class DrupalRuntime {
  /** The name in the label `app.kubernetes.io/name` of all its pods. */
  static readonly APPLICATION = 'drupal';

  /** The image, taken apart. */
  readonly image: PinnedImage;
  /** The host names. */
  readonly hosts: Hosts;
  /** What the family of the image needs. */
  readonly profile: RuntimeProfile;

  /** @throws InvalidInput if the image is none, or does not say which build it is */
  constructor(private readonly props: DrupalRuntimeProps) {
    assertNone('DrupalRuntime', runtimeProblems(props));
    this.image = pin(parseImage(props.image) ?? { repository: props.image });
    this.hosts = hostsOf(props.hosts);
    this.profile = profiles[props.profile ?? 'official'];
  }

  /** The labels of a workload's objects and pods. */
  labels(scope: Construct, component: string): Labels {
    return labels(scope, { name: DrupalRuntime.APPLICATION, component, version: this.image.version });
  }

  /** The labels that select a workload's pods. */
  selector(scope: Construct, component: string): Labels {
    return selectorLabels(scope, { name: DrupalRuntime.APPLICATION, component });
  }

  /** A pod that runs Drupal in a role. */
  podTemplate(scope: Construct, role: Role): k8s.PodTemplateSpec {
    const { profile, props } = this;
    return {
      metadata: {
        labels: this.labels(scope, role.component),
        annotations: role.mayMove ? { [MOVABLE]: this.scratchVolumes().join(',') } : undefined,
      },
      spec: {
        serviceAccountName: props.serviceAccount,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        imagePullSecrets: props.pullSecret === undefined ? undefined : [{ name: props.pullSecret }],
        securityContext: {
          ...restrictedPod(profile.identity),
          ...(profile.unprivilegedPortStart === undefined
            ? {}
            : {
                sysctls: [
                  { name: 'net.ipv4.ip_unprivileged_port_start', value: String(profile.unprivilegedPortStart) },
                ],
              }),
        },
        affinity: this.isOnOneNode ? this.sameNode(scope) : undefined,
        ...role.pod,
        initContainers: role.waits && this.services.length > 0 ? [this.waitContainer()] : undefined,
        containers: [this.container(role)],
        volumes: volumesOf(this.mounts()),
      },
    };
  }

  private container({ args, container }: Role): k8s.Container {
    return {
      name: DrupalRuntime.APPLICATION,
      image: this.image.reference,
      imagePullPolicy: 'IfNotPresent',
      args: args?.map(literal),
      env: this.env(),
      resources: resourceRequirements(complete(this.props.resources, DRUPAL_RESOURCES)),
      securityContext: restrictedContainer(this.profile.rights),
      volumeMounts: volumeMountsOf(this.mounts()),
      ...container,
    };
  }

  /** Whether its pods must share a node, because one of its volumes can only be mounted on one. */
  get isOnOneNode(): boolean {
    return (this.props.bindings ?? []).some(({ accessMode }) => accessMode === 'ReadWriteOnce');
  }

  /** The services in the cluster that Drupal is bound to. */
  get services(): PodPeer[] {
    return (this.props.bindings ?? []).flatMap(({ connectsTo = [] }) =>
      connectsTo.filter((peer) => peer.kind === 'pods'),
    );
  }

  private waitContainer(): k8s.Container {
    return {
      name: 'wait',
      image: this.image.reference,
      imagePullPolicy: 'IfNotPresent',
      command: ['php', '-r', waitScript(this.services)].map(literal),
      resources: resourceRequirements(WAIT_RESOURCES),
      securityContext: restrictedContainer(this.profile.rights),
    };
  }

  /** Whether a Drupal container has a variable. */
  isGiven(variable: string): boolean {
    return this.env().some(({ name }) => name === variable);
  }

  private env(): k8s.EnvVar[] {
    const { environment = 'live', proxyAddresses = [], bindings = [], env = {} } = this.props;
    const all: Record<string, EnvValue> = {
      ...drupalEnvironment({
        profile: this.profile,
        hosts: this.hosts,
        environment,
        version: this.image.version,
        proxyAddresses,
      }),
      ...Object.assign({}, ...bindings.map((binding) => binding.env)),
      ...env,
    };
    return Object.entries(all).map(([name, value]) =>
      typeof value === 'string'
        ? { name, value: literal(value) }
        : { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } },
    );
  }

  private scratchVolumes(): string[] {
    return [...new Set(this.mounts().flatMap(({ name, source }) => ('scratch' in source ? [name] : [])))];
  }

  private mounts(): Mount[] {
    const { bindings = [], hashSaltSecret = 'drupal' } = this.props;
    const salt: Mount[] =
      hashSaltSecret === null
        ? []
        : [
            {
              name: 'drupal',
              path: HASH_SALT_FILE.replace(/\/[^/]+$/, ''),
              readOnly: true,
              source: { secrets: [{ secret: hashSaltSecret, keys: { 'hash-salt': 'hash-salt' } }] },
            },
          ];
    const scratch = Object.entries(this.profile.scratch).map(
      ([path, size]): Mount => ({ name: scratchName(path), path, source: { scratch: size } }),
    );
    return [...salt, ...bindings.flatMap((binding) => [...(binding.mounts ?? [])]), ...scratch];
  }

  /** The first pod may go anywhere, since the term matches the pod itself; all later ones follow it. */
  private sameNode(scope: Construct): k8s.Affinity {
    const labelSelector = { matchLabels: applicationLabels(scope, DrupalRuntime.APPLICATION) };
    return {
      podAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: 'kubernetes.io/hostname' }],
      },
    };
  }
}

const SCHEMA = v.looseObject({
  image: imageReference,
  hosts,
  profile: v.optional(oneOf(Object.keys(profiles), 'is not a profile')),
  resources: v.optional(resources),
});

function runtimeProblems(props: DrupalRuntimeProps): Problem[] {
  const shape = problemsOf(SCHEMA, props);
  const limits = shape.length > 0 ? [] : resourceProblems(props.resources, DRUPAL_RESOURCES);
  const proxies = under('proxyAddresses', trustedProxyProblems(props.proxyAddresses ?? []));
  return [...imageProblems(props.image), ...shape, ...limits, ...proxies];
}
