import { isIP } from 'node:net';
import * as v from 'valibot';
import { affinity } from '../formats/affinity';
import { containerText } from '../formats/container-text';
import { isDnsLabel } from '../formats/dns';
import { foreignVariables } from '../formats/env';
import {
  absolutePath,
  command,
  dnsLabel,
  dnsName,
  imageReference,
  list,
  oneOf,
  resources,
  text,
  wholeNumber,
} from '../formats/formats';
import { imageProblems } from '../formats/image';
import { labelValue, ownAnnotation, ownLabel, qualifiedName } from '../formats/label';
import { podMounts } from '../formats/pod-mounts';
import { object, record, says } from '../formats/shape';
import { complete, limitsBelowRequests, type Resources } from '../kubernetes/resources';
import { DRUPAL_RESOURCES, SIDECAR_RESOURCES } from './drupal-resources';

/** The shapes of `PodPlacement`, `PodSettings` and `WorkloadSettings`. */

const toleration = v.pipe(
  object({
    key: v.optional(qualifiedName),
    operator: v.optional(oneOf(['Equal', 'Exists'], 'is not an operator')),
    value: v.optional(labelValue),
    effect: v.optional(oneOf(['NoSchedule', 'PreferNoSchedule', 'NoExecute'], 'is not an effect')),
    tolerationSeconds: v.optional(wholeNumber(0, 31_536_000, 'seconds')),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { key, operator = 'Equal', value = '', effect, tolerationSeconds } = dataset.value;
    const wrong = (message: string, allowed: string, fix: string) => addIssue({ message: says(message, allowed, fix) });
    if (key === undefined && operator === 'Equal')
      wrong(
        'has no key',
        'a key; without one, the operator Exists',
        "add a key, or operator: 'Exists' for every taint",
      );
    if (operator === 'Exists' && value !== '')
      wrong('has a value beside the operator Exists', 'no value', "take value out, or write operator: 'Equal'");
    if (tolerationSeconds !== undefined && effect !== 'NoExecute')
      wrong('has tolerationSeconds beside another effect', 'the effect NoExecute', 'take tolerationSeconds out');
  }),
);

const placement = {
  annotations: v.optional(
    record(ownAnnotation, v.string(says('is not a text', 'a text', 'write "true", not true')), 'texts by name'),
  ),
  labels: v.optional(record(ownLabel, labelValue, 'texts by name')),
  nodeSelector: v.optional(record(qualifiedName, labelValue, 'texts by name')),
  tolerations: v.optional(list(toleration, 'tolerations')),
  affinity: v.optional(affinity),
  priorityClassName: v.optional(dnsName),
};

const hostAlias = object({
  ip: text(
    (written) => isIP(written) !== 0 && !written.includes('%'),
    says('is not an address', 'an IPv4 or IPv6 address', 'write the address alone'),
  ),
  hostnames: v.pipe(
    list(dnsName, 'host names'),
    v.nonEmpty(says('is empty', 'one host name or more', 'name what has the address')),
  ),
});

/** Containers that the site's pods have already. */
const TAKEN = ['drupal', 'wait'];

const containerName = v.pipe(
  dnsLabel,
  v.check(
    (name) => !TAKEN.includes(name),
    says("is the name of one of the pod's own containers", `any name but ${TAKEN.join(', ')}`, 'choose another name'),
  ),
);

const pinnedImage = v.pipe(
  imageReference,
  v.rawCheck(({ dataset, addIssue }) => {
    for (const { message, allowed, fix } of imageProblems(dataset.value))
      addIssue({ message: says(message, allowed, fix) });
  }),
);

const probePort = v.union(
  [wholeNumber(1, 65_535), text(isPortName, '')],
  says('is not a port', 'a number, or the name of a port of the container', 'write the number'),
);

/** @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation#IsValidPortName */
function isPortName(name: string): boolean {
  return name.length <= 15 && isDnsLabel(name) && /[a-z]/.test(name) && !name.includes('--');
}

const QUESTIONS = ['exec', 'httpGet', 'tcpSocket'] as const;

const probe = v.pipe(
  object({
    exec: v.optional(object({ command })),
    httpGet: v.optional(object({ path: absolutePath, port: probePort })),
    tcpSocket: v.optional(object({ port: probePort })),
    initialDelaySeconds: v.optional(wholeNumber(0, 3600, 'seconds')),
    periodSeconds: v.optional(wholeNumber(1, 3600, 'seconds')),
    timeoutSeconds: v.optional(wholeNumber(1, 3600, 'seconds')),
    failureThreshold: v.optional(wholeNumber(1, 10_000)),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    const input: object = Object(dataset.value);
    if (QUESTIONS.filter((name) => name in input).length === 1) return;
    addIssue({ message: says('does not ask one question', `one of ${QUESTIONS.join(', ')}`, 'name one of them') });
  }),
);

const port = object({
  name: v.optional(
    text(
      (name) => isPortName(name) && name !== 'http',
      says(
        'is not the name of a port',
        "15 lower-case letters, digits and hyphens at most, one letter among them; not http, which is Drupal's",
        'choose another name',
      ),
    ),
  ),
  containerPort: wholeNumber(1, 65_535),
  protocol: v.optional(oneOf(['TCP', 'UDP'], 'is not a protocol')),
});

const id = wholeNumber(1, 2_147_483_647);

const entries = {
  image: v.optional(pinnedImage),
  command: v.optional(command),
  args: v.optional(list(containerText, 'texts')),
  workingDir: v.optional(absolutePath),
  env: v.optional(foreignVariables),
  mounts: v.optional(podMounts),
  resources: v.optional(resources),
  securityContext: v.optional(
    object({
      runAsUser: v.optional(id),
      runAsGroup: v.optional(id),
      readOnlyRootFilesystem: v.optional(v.boolean()),
      capabilities: v.optional(
        object({
          add: v.optional(
            list(oneOf(['NET_BIND_SERVICE'], 'is not a capability that restricted allows'), 'capabilities'),
          ),
          drop: v.optional(list(oneOf(['ALL'], 'is not all of them'), 'capabilities')),
        }),
      ),
    }),
  ),
};

/** No limit is below what is reserved. */
const limits = v.rawCheck<{ image?: string; resources?: object }>(({ dataset, addIssue }) => {
  const input: { image?: unknown; resources?: Resources } = Object(dataset.value);
  if (!v.is(resources, input.resources)) return;
  const asked = complete(input.resources, input.image === undefined ? DRUPAL_RESOURCES : SIDECAR_RESOURCES);
  for (const limit of limitsBelowRequests(asked)) {
    const request = limit.replace('Limit', '') as keyof Resources;
    const path = ['resources', limit].map((key) => ({
      type: 'object' as const,
      origin: 'value' as const,
      input: {},
      key,
      value: asked[limit],
    }));
    const message = says(
      `is less than what is reserved, ${asked[request]}`,
      'at least as much',
      `raise ${limit} or lower ${request}`,
    );
    addIssue({ message, input: asked[limit], path: path as [(typeof path)[0], ...typeof path] });
  }
});

const initContainer = v.pipe(object(entries), limits);
const sidecar = v.pipe(
  object({
    ...entries,
    ports: v.optional(list(port, 'ports')),
    startupProbe: v.optional(probe),
    readinessProbe: v.optional(probe),
    livenessProbe: v.optional(probe),
  }),
  limits,
);

export const podPlacement = object(placement);

export const podSettings = object({
  ...placement,
  hostAliases: v.optional(list(hostAlias, 'addresses and their names')),
  mounts: v.optional(podMounts),
  initContainers: v.optional(record(containerName, initContainer, 'containers by name')),
  sidecars: v.optional(record(containerName, sidecar, 'containers by name')),
});

export const workloadEntries = { pod: v.optional(podSettings), resources: v.optional(resources) };
