import type { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import * as v from 'valibot';
import { DRUPAL } from '../contract/labels';
import { POD } from '../contract/pods';
import { HASH_SALT, SECRET } from '../contract/secret-names';
import { hosts, imageReference, oneOf, resources } from '../formats/formats';
import { imageProblems, type PinnedImage, parseImage, pin } from '../formats/image';
import { resourceProblems } from '../formats/resource-problems';
import { problemsOf } from '../formats/shape';
import { trustedProxyProblems } from '../formats/trusted-proxies';
import { withoutUndefined } from '../formats/without-undefined';
import { applicationLabels, type Labels, labels, selectorLabels } from '../kubernetes/labels';
import { literal } from '../kubernetes/literal';
import { complete, resourceRequirements } from '../kubernetes/resources';
import { restrictedContainer, restrictedPod } from '../kubernetes/restricted';
import { scratchName } from '../kubernetes/workload';
import { assertNone, type Problem, under } from '../problem';
import type { DatabaseProbe, EnvValue, Mount, PodPeer } from '../site/backing-service';
import { DRUPAL_RESOURCES } from '../site/drupal-resources';
import type { Hosts } from '../site/hosts';
import { hostsOf } from '../site/hosts';
import { mergePods } from '../site/merge-pods';
import type { PodSettings } from '../site/pod';
import { placementFields } from '../site/pod-placement';
import { podSettings } from '../site/pod-schema';
import { secretVariables, type Variables } from '../site/secret-variables';
import { sidecarProblem } from '../site/sidecar-problem';
import type { SiteRuntime } from '../site/site-runtime';
import type { DrupalRuntimeProps, Role } from './drupal-runtime-props';
import { drupalEnvironment, HASH_SALT_FOLDER } from './environment';
import { emitInlineFile } from './inline-file';
import { type NativeSidecar, ownContainer } from './own-container';
import { inlineFiles, ownMounts } from './own-mounts';
import { podProblems } from './pod-problems';
import type { RuntimeProfile } from './profile';
import { profiles } from './profiles';
import { volumeMountsOf, volumesOf } from './volumes';
import { WAIT_RESOURCES, waitScript } from './wait';

/**
 * The one recipe of Drupal's containers: web pods, the release, cron and every other command run the same image with the
 * same environment, secrets and volumes.
 */
export class DrupalRuntime implements SiteRuntime {
  /** The name in the label `app.kubernetes.io/name` of all its pods. */
  static readonly APPLICATION = DRUPAL;

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

  /** A pod that runs Drupal in a role. @throws InvalidInput if what is said of it does not go with what Drupal's pods have */
  podTemplate(scope: Construct, role: Role): k8s.PodTemplateSpec {
    const { profile, props } = this;
    const settings = mergePods(props.pod, role.settings) ?? {};
    const endsByItself = role.pod?.restartPolicy !== undefined && role.pod.restartPolicy !== 'Always';
    assertNone(role.component, this.podProblems(settings, endsByItself));
    for (const file of inlineFiles(settings)) emitInlineFile(props.files ?? scope, DrupalRuntime.APPLICATION, file);
    const wait = role.waits && this.awaitedPeers.length > 0 ? [this.waitContainer()] : [];
    const sidecars = this.ownContainers(settings.sidecars, settings);
    const init = this.ownContainers(settings.initContainers, settings);
    const initContainers = [...(endsByItself ? sidecars.map(native) : []), ...wait, ...init];
    const mounts = this.mounts(settings);
    return {
      metadata: {
        labels: { ...settings.labels, ...this.labels(scope, role.component) },
        annotations: this.annotations(role, settings),
      },
      spec: {
        serviceAccountName: props.serviceAccount,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        imagePullSecrets: this.pullSecrets(settings),
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
        affinity: this.affinity(scope, settings),
        ...placementFields(settings),
        ...role.pod,
        initContainers: initContainers.length > 0 ? initContainers : undefined,
        containers: [this.container(role, settings), ...(endsByItself ? [] : sidecars)],
        volumes: volumesOf([...mounts, ...this.mountsOfOthers(settings)]),
      },
    };
  }

  /** What a site file says of a pod and does not go with what Drupal's pods have; paths begin at the settings. */
  podProblems(settings: PodSettings = {}, endsByItself = false): Problem[] {
    const sidecars = Object.keys(settings.sidecars ?? {});
    const neverEnds = endsByItself && !this.props.nativeSidecars && sidecars.length > 0;
    return [...podProblems(settings, this.profile, this.mounts()), ...(neverEnds ? [sidecarProblem(sidecars)] : [])];
  }

  private container({ args, container, resources }: Role, settings: PodSettings): k8s.Container {
    return {
      name: DrupalRuntime.APPLICATION,
      image: this.image.reference,
      imagePullPolicy: 'IfNotPresent',
      args: args?.map(literal),
      env: this.env(),
      resources: resourceRequirements(
        complete({ ...this.props.resources, ...withoutUndefined(resources) }, DRUPAL_RESOURCES),
      ),
      securityContext: restrictedContainer(this.profile.rights),
      volumeMounts: volumeMountsOf(this.mounts(settings)),
      ...container,
    };
  }

  private ownContainers(containers: PodSettings['sidecars'], settings: PodSettings): k8s.Container[] {
    const { reference: image } = this.image;
    return Object.entries(containers ?? {}).map(([name, own]) => {
      const isDrupal = own.image === undefined;
      const mounts = ownMounts(own.mounts, this.mounts());
      return ownContainer(name, own, {
        image,
        rights: this.profile.rights,
        env: isDrupal ? this.env(own.env) : variables(secretVariables(own.env ?? {}).env),
        mounts: isDrupal ? [...this.mounts(settings), ...mounts] : mounts,
      });
    });
  }

  private mountsOfOthers({ initContainers = {}, sidecars = {} }: PodSettings): Mount[] {
    const others = [...Object.values(initContainers), ...Object.values(sidecars)];
    return others.flatMap(({ mounts }) => ownMounts(mounts, this.mounts()));
  }

  private annotations(role: Role, settings: PodSettings): Record<string, string> | undefined {
    const hasSidecars = Object.keys(settings.sidecars ?? {}).length > 0;
    const annotations = {
      ...(role.mayMove ? { [POD.movable]: this.scratchVolumes(settings).join(',') } : {}),
      ...(hasSidecars ? { [POD.defaultContainer]: DrupalRuntime.APPLICATION } : {}),
      ...settings.annotations,
    };
    return Object.keys(annotations).length > 0 ? annotations : undefined;
  }

  /** Whoever brings an image of another registry brings the login that the services' images have. */
  private pullSecrets({ initContainers = {}, sidecars = {} }: PodSettings): k8s.LocalObjectReference[] | undefined {
    const { pullSecret, servicesPullSecret } = this.props;
    const isForeign = [...Object.values(initContainers), ...Object.values(sidecars)].some(({ image }) => image);
    const names = [pullSecret, isForeign ? servicesPullSecret : undefined].filter((name) => name !== undefined);
    return names.length === 0 ? undefined : [...new Set(names)].map((name) => ({ name }));
  }

  /** All terms must hold: that the pods keep to one node, and what the site says. */
  private affinity(scope: Construct, { affinity }: PodSettings): k8s.Affinity | undefined {
    if (!this.isOnOneNode) return affinity;
    const same = this.sameNode(scope);
    const key = 'requiredDuringSchedulingIgnoredDuringExecution';
    const required = [...(same.podAffinity?.[key] ?? []), ...(affinity?.podAffinity?.[key] ?? [])];
    return { ...affinity, podAffinity: { ...affinity?.podAffinity, [key]: required } };
  }

  /** Whether its pods must share a node, because one of its volumes can only be mounted on one. */
  get isOnOneNode(): boolean {
    return (this.props.bindings ?? []).some(({ accessMode }) => accessMode === 'ReadWriteOnce');
  }

  /** The services in the cluster that must answer before a command starts. */
  get awaitedPeers(): PodPeer[] {
    return (this.props.bindings ?? []).flatMap(({ connectsTo = [] }) =>
      connectsTo.filter((peer) => peer.kind === 'pods' && peer.awaited !== false),
    ) as PodPeer[];
  }

  /** How to ask the database without Drupal, where its binding says it. */
  get database(): DatabaseProbe | undefined {
    return (this.props.bindings ?? []).find(({ database }) => database !== undefined)?.database;
  }

  private waitContainer(): k8s.Container {
    return {
      name: 'wait',
      image: this.image.reference,
      imagePullPolicy: 'IfNotPresent',
      command: ['php', '-r', waitScript(this.awaitedPeers)].map(literal),
      resources: resourceRequirements(WAIT_RESOURCES),
      securityContext: restrictedContainer(this.profile.rights),
    };
  }

  /** Whether a Drupal container has a variable. */
  isGiven(variable: string): boolean {
    return this.env().some(({ name }) => name === variable);
  }

  private env(own: Variables = {}): k8s.EnvVar[] {
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
      ...secretVariables({ ...env, ...own }).env,
    };
    return variables(all);
  }

  private scratchVolumes(settings: PodSettings): string[] {
    const mounts = [...this.mounts(settings), ...this.mountsOfOthers(settings)];
    return [...new Set(mounts.flatMap(({ name, source }) => ('scratch' in source ? [name] : [])))];
  }

  private mounts(settings: PodSettings = {}): Mount[] {
    const { bindings = [], hashSaltSecret = SECRET.drupal } = this.props;
    const salt: Mount[] =
      hashSaltSecret === null
        ? []
        : [
            {
              name: SECRET.drupal,
              path: HASH_SALT_FOLDER,
              readOnly: true,
              source: { secrets: [{ secret: hashSaltSecret, keys: { [HASH_SALT]: HASH_SALT } }] },
            },
          ];
    const scratch = Object.entries(this.profile.scratch).map(
      ([path, size]): Mount => ({ name: scratchName(path), path, source: { scratch: size } }),
    );
    const known = [...salt, ...bindings.flatMap((binding) => [...(binding.mounts ?? [])]), ...scratch];
    return [...known, ...ownMounts(settings.mounts, known)];
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

function variables(all: Readonly<Record<string, EnvValue>>): k8s.EnvVar[] {
  return Object.entries(all).map(([name, value]) =>
    typeof value === 'string'
      ? { name, value: literal(value) }
      : { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } },
  );
}

function native(container: k8s.Container): NativeSidecar {
  return { ...container, restartPolicy: 'Always' };
}

const SCHEMA = v.looseObject({
  image: imageReference,
  hosts,
  profile: v.optional(oneOf(Object.keys(profiles), 'is not a profile')),
  resources: v.optional(resources),
  pod: v.optional(podSettings),
});

function runtimeProblems(props: DrupalRuntimeProps): Problem[] {
  const shape = problemsOf(SCHEMA, props);
  const limits = shape.length > 0 ? [] : resourceProblems(props.resources, DRUPAL_RESOURCES);
  const proxies = under('proxyAddresses', trustedProxyProblems(props.proxyAddresses ?? []));
  return [...imageProblems(props.image), ...shape, ...limits, ...proxies];
}
