import fc from 'fast-check';
import * as v from 'valibot';
import type {
  PodContainer,
  PodMount,
  PodPlacement,
  PodSettings,
  Resources,
  Sidecar,
  WorkloadSettings,
} from '../../lib';
import { labelValue, ownAnnotation, ownLabel, qualifiedName } from '../../lib/formats/label';
import { podMounts } from '../../lib/formats/pod-mounts';
import { resourceProblems } from '../../lib/formats/resource-problems';
import type { CompleteResources } from '../../lib/kubernetes/resources';
import { SIDECAR_RESOURCES } from '../../lib/site/drupal-resources';
import { podSettings as podSchema } from '../../lib/site/pod-schema';
import { partial, resources, size } from './amounts';
import { pinnedImage } from './images';
import { annotationKey, file, label, objectName, secretName, variable } from './names';
import { secretSource } from './secrets';
import { nearby, ofLength, text } from './text';

/** What a definition says of pods. */

const LETTERS = fc.constantFrom(...'abcxyzABCXYZ0189._-');

const value = nearby(
  fc.oneof(
    ofLength(LETTERS, 0, 63).map((written) => written.replace(/^[._-]|[._-]$/g, 'x')),
    fc.constantFrom('true', '1', 'null', ''),
  ),
  (written) => v.is(labelValue, written),
);

const key = (accepts: v.GenericSchema) =>
  nearby(fc.oneof(annotationKey, fc.constantFrom('example.com/a', 'a', 'A.b_c-d')), (written) =>
    v.is(accepts, written),
  );

const nodeLabel = key(qualifiedName);

const toleration = fc.oneof(
  fc.record({ operator: fc.constant('Exists') }),
  fc
    .record({ key: nodeLabel, value, effect: fc.constantFrom('NoSchedule', 'PreferNoSchedule') })
    .chain((full) => fc.constantFrom(full, { key: full.key }, { ...full, operator: 'Equal' })),
  fc.record({
    key: nodeLabel,
    operator: fc.constant('Exists'),
    effect: fc.constant('NoExecute'),
    tolerationSeconds: fc.nat({ max: 31_536_000 }),
  }),
);

const requirement = (operators: readonly string[]) =>
  fc
    .tuple(
      nodeLabel,
      fc.constantFrom(...operators),
      fc.array(value, { minLength: 1, maxLength: 3 }),
      fc.nat({ max: 99 }),
    )
    .map(([name, operator, values, number]) => {
      if (/Exist/.test(operator)) return { key: name, operator };
      return { key: name, operator, values: /^[GL]t$/.test(operator) ? [String(number)] : values };
    });

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const few = <T>(one: fc.Arbitrary<T>, minLength = 0) => fc.array(one, { minLength, maxLength: 2 });
const weight = fc.integer({ min: 1, max: 100 });

const nodeTerm = partial({ matchExpressions: few(requirement(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'])) });
const selector = partial({
  matchLabels: fc.dictionary(nodeLabel, value, { maxKeys: 2 }),
  matchExpressions: few(requirement(['In', 'NotIn', 'Exists', 'DoesNotExist'])),
});
const podTerm = fc
  .tuple(nodeLabel, selector, partial({ namespaces: few(label()), namespaceSelector: selector }))
  .map(([topologyKey, labelSelector, rest]) => ({ topologyKey, labelSelector, ...rest })); // without one, it warns
const pods = partial({ [REQUIRED]: few(podTerm), [PREFERRED]: few(fc.record({ weight, podAffinityTerm: podTerm })) });

const affinity = partial({
  nodeAffinity: partial({
    [REQUIRED]: fc.record({ nodeSelectorTerms: few(nodeTerm, 1) }),
    [PREFERRED]: few(fc.record({ weight, preference: nodeTerm })),
  }),
  podAffinity: pods,
  podAntiAffinity: pods,
}) as fc.Arbitrary<NonNullable<PodPlacement['affinity']>>;

const placementParts: { [K in keyof Required<PodPlacement>]: fc.Arbitrary<Required<PodPlacement>[K]> } = {
  annotations: fc.dictionary(key(ownAnnotation), text, { maxKeys: 2 }),
  labels: fc.dictionary(key(ownLabel), value, { maxKeys: 2 }),
  nodeSelector: fc.dictionary(nodeLabel, value, { maxKeys: 2 }),
  tolerations: few(toleration),
  affinity,
  priorityClassName: fc.constantFrom('system-cluster-critical', 'system-node-critical'), // a pod of another is refused
};

export const placement: fc.Arbitrary<PodPlacement> = partial<Required<PodPlacement>>(placementParts);

const folder = fc.string({ unit: fc.constantFrom(...'abcXYZ019._-'), minLength: 1, maxLength: 12 });
const subPath = fc
  .array(
    folder.filter((name) => !/^\.+$/.test(name)),
    { minLength: 1, maxLength: 3 },
  )
  .map((names) => names.join('/'));

const mount: fc.Arbitrary<PodMount> = fc.oneof(
  fc.tuple(fc.record({ configMap: objectName }), partial({ subPath })).map(merged),
  fc.tuple(fc.record({ secret: secretName }), partial({ subPath })).map(merged),
  fc
    .tuple(
      fc.record({ claim: fc.oneof(objectName, fc.constant('files')) }),
      partial({ subPath, readOnly: fc.boolean() }),
    )
    .map(merged),
  fc.record({ file: text }),
  fc.tuple(fc.record({ scratch: size }), partial({ name: label(40) })).map(merged),
);

const mounts = fc
  .array(fc.tuple(fc.array(fc.oneof(folder, file), { minLength: 1, maxLength: 3 }), mount), { maxLength: 3 })
  .map((all) => Object.fromEntries(all.map(([names, one]) => [`/${['mnt', ...names].join('/')}`, one])))
  .filter((all) => v.is(podMounts, all));

const words = fc.array(text, { minLength: 1, maxLength: 3 }).filter(([first]) => first !== '') as fc.Arbitrary<
  [string, ...string[]]
>;
const seconds = fc.integer({ min: 1, max: 3600 });
const port = fc.integer({ min: 1, max: 65_535 });
const timing = {
  initialDelaySeconds: seconds,
  periodSeconds: seconds,
  timeoutSeconds: seconds,
  failureThreshold: seconds,
};
const question = fc.oneof(
  fc.record({ exec: fc.record({ command: words }) }),
  fc.record({ httpGet: fc.record({ path: fc.constantFrom('/', '/a?b=c'), port }) }),
  fc.record({ tcpSocket: fc.record({ port: fc.oneof(port, fc.constantFrom('metrics', 'a-1')) }) }),
);
const probe = fc.tuple(question, partial(timing)).map(merged);
const id = fc.integer({ min: 1, max: 2_147_483_647 });

const containerParts: { [K in keyof Required<PodContainer>]: fc.Arbitrary<Required<PodContainer>[K]> } = {
  image: pinnedImage,
  command: words,
  args: few(text),
  workingDir: fc.constantFrom('/', '/srv'),
  env: fc.dictionary(variable, fc.oneof(text, secretSource), { maxKeys: 2 }),
  mounts,
  resources: sound(SIDECAR_RESOURCES),
  securityContext: partial({
    runAsUser: id,
    runAsGroup: id,
    readOnlyRootFilesystem: fc.boolean(),
    capabilities: partial({ add: fc.constant(['NET_BIND_SERVICE'] as const), drop: fc.constant(['ALL'] as const) }),
  }),
};

const sidecar: fc.Arbitrary<Sidecar> = partial<Required<Sidecar>>({
  ...containerParts,
  ports: few(fc.record({ name: fc.constantFrom('metrics', 'a-1'), containerPort: port })).map((all) => all.slice(0, 1)),
  startupProbe: probe,
  readinessProbe: probe,
  livenessProbe: probe,
});

const anyPod: fc.Arbitrary<PodSettings> = partial<Required<PodSettings>>({
  ...placementParts,
  hostAliases: few(
    fc.record({ ip: fc.oneof(fc.ipV4(), fc.constantFrom('::1', 'fd00::1')), hostnames: few(objectName, 1) }),
  ),
  mounts,
  initContainers: fc.dictionary(label(), partial<Required<PodContainer>>(containerParts), { maxKeys: 2 }),
  sidecars: fc.oneof(
    { weight: 24, arbitrary: fc.constant({}) }, // most clusters refuse them for Jobs
    { weight: 1, arbitrary: fc.dictionary(label(), sidecar, { maxKeys: 2 }) },
  ),
});

/** Limits below requests, whose defaults depend on the image, are refused. */
export const podSettings = anyPod.filter((settings) => v.is(podSchema, settings));

/** On block storage, where a workload's pods run is the web's matter too: a node of their own is refused. */
const podOfWorkload = podSettings.map(({ nodeSelector: _nodeSelector, affinity: _affinity, ...settings }) => settings);

/** What a workload says of its pods: mostly nothing. */
export const workload: fc.Arbitrary<WorkloadSettings> = fc.oneof(
  { weight: 9, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: partial({ pod: podOfWorkload }) }, // resources might not go with the site's
);

/** Amounts whose limits are not below what is reserved. */
function sound(defaults: CompleteResources): fc.Arbitrary<Resources> {
  return resources.filter((asked) => resourceProblems(asked, defaults).length === 0);
}

function merged<A extends object, B extends object>([a, b]: [A, B]): A & B {
  return { ...a, ...b };
}
