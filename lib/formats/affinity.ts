import * as v from 'valibot';
import { dnsLabel, list, oneOf, text, wholeNumber } from './formats';
import { labelValue, qualifiedName } from './label';
import { object, record, says } from './shape';

/** A pod's affinity as Kubernetes has it: the API's types would drop a misspelt field without a word. */

const labels = record(qualifiedName, labelValue, 'texts by name');

/** An operator and its values. */
function requirement(operators: Readonly<Record<string, 'some' | 'none' | 'one number'>>) {
  return v.pipe(
    object({
      key: qualifiedName,
      operator: oneOf(Object.keys(operators), 'is not an operator'),
      values: v.optional(list(labelValue, 'texts')),
    }),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const { operator, values = [] } = dataset.value as { operator: string; values?: string[] };
      const wanted = operators[operator];
      const isRight =
        wanted === 'none'
          ? values.length === 0
          : wanted === 'some'
            ? values.length > 0
            : values.length === 1 && /^-?[0-9]{1,15}$/.test(values[0] ?? '');
      if (isRight) return;
      const allowed = wanted === 'none' ? 'no values' : wanted === 'some' ? 'one value or more' : 'one whole number';
      addIssue({ message: says(`does not go with the operator ${operator}`, allowed, 'change values or operator') });
    }),
  );
}

const nodeRequirement = requirement({
  In: 'some',
  NotIn: 'some',
  Exists: 'none',
  DoesNotExist: 'none',
  Gt: 'one number',
  Lt: 'one number',
});
const labelRequirement = requirement({ In: 'some', NotIn: 'some', Exists: 'none', DoesNotExist: 'none' });

const nodeTerm = object({ matchExpressions: v.optional(list(nodeRequirement, 'requirements')) });
const labelSelector = object({
  matchLabels: v.optional(labels),
  matchExpressions: v.optional(list(labelRequirement, 'requirements')),
});
const podTerm = v.pipe(
  object({
    topologyKey: text(
      (key) => v.is(qualifiedName, key),
      says('is not a label of nodes', 'a label', 'name one, such as kubernetes.io/hostname'),
    ),
    labelSelector: v.optional(labelSelector),
    namespaces: v.optional(list(dnsLabel, 'names of namespaces')),
    namespaceSelector: v.optional(labelSelector),
  }),
  v.check(
    ({ labelSelector: selector }) => selector !== undefined,
    says(
      'has no labelSelector, so it means no pod at all',
      'the labels of the pods that are meant, or {} for every pod',
      'add labelSelector: { matchLabels: { ... } }',
    ),
  ),
);
const weight = wholeNumber(1, 100);

const pods = object({
  requiredDuringSchedulingIgnoredDuringExecution: v.optional(list(podTerm, 'terms')),
  preferredDuringSchedulingIgnoredDuringExecution: v.optional(
    list(object({ weight, podAffinityTerm: podTerm }), 'weighted terms'),
  ),
});

export const affinity = object({
  nodeAffinity: v.optional(
    object({
      requiredDuringSchedulingIgnoredDuringExecution: v.optional(
        object({
          nodeSelectorTerms: v.pipe(
            list(nodeTerm, 'terms'),
            v.nonEmpty(says('is empty', 'one term or more', 'add one, or leave it out')),
          ),
        }),
      ),
      preferredDuringSchedulingIgnoredDuringExecution: v.optional(
        list(object({ weight, preference: nodeTerm }), 'weighted terms'),
      ),
    }),
  ),
  podAffinity: v.optional(pods),
  podAntiAffinity: v.optional(pods),
});
